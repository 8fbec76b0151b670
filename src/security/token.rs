//! The JWT of a session (S5, D18): HS256 with a key drawn when the program starts, kept in memory only.
//!
//! The key is never configured and never written, so a token dies with its process. Everything a token claims is
//! required and checked, without leeway, at every command.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::secret::Secret;
use crate::error::{Error, Result};

const ISSUER: &str = "epic_events";
const AUDIENCE: &str = "epic_events shell";
const TOKEN_TYPE: &str = "session";
const KEY_BYTES: usize = 32;

/// A token and the identifier that its session row carries.
#[derive(Debug, Clone)]
pub struct Token {
    id: Uuid,
    text: Secret,
}

impl Token {
    /// The `jti` claim.
    pub fn id(&self) -> Uuid {
        self.id
    }
}

/// Makes and checks the tokens of this process.
pub struct TokenKey {
    encoding: EncodingKey,
    decoding: DecodingKey,
}

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    jti: String,
    iat: i64,
    nbf: i64,
    exp: i64,
    typ: String,
}

impl TokenKey {
    /// Draws the key of this process.
    pub fn draw() -> Result<Self> {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        getrandom::fill(&mut *key).map_err(Error::internal)?;
        Ok(Self {
            encoding: EncodingKey::from_secret(&*key),
            decoding: DecodingKey::from_secret(&*key),
        })
    }

    /// Signs a token for an account, valid from `now` to `expires`.
    pub fn sign(&self, user_id: u64, now: jiff::Timestamp, expires: jiff::Timestamp) -> Result<Token> {
        let id = Uuid::new_v4();
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: user_id.to_string(),
            jti: id.to_string(),
            iat: now.as_second(),
            nbf: now.as_second(),
            exp: expires.as_second(),
            typ: TOKEN_TYPE.to_owned(),
        };
        let text = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
            .map_err(Error::internal)?;
        Ok(Token {
            id,
            text: Secret::new(text),
        })
    }

    /// Checks that a token is one of ours, for this account, and within its time.
    ///
    /// # Errors
    /// [`Error::SessionExpired`], whatever is wrong with it.
    pub fn check(&self, token: &Token, user_id: u64, now: jiff::Timestamp) -> Result<()> {
        let claims = self.decode(token.text.expose()).ok_or(Error::SessionExpired)?;
        let is_ours = claims.jti == token.id.to_string()
            && claims.sub == user_id.to_string()
            && claims.typ == TOKEN_TYPE
            && claims.iat == claims.nbf;
        let is_current = claims.nbf <= now.as_second() && now.as_second() < claims.exp;
        if is_ours && is_current {
            Ok(())
        } else {
            Err(Error::SessionExpired)
        }
    }

    fn decode(&self, text: &str) -> Option<Claims> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp", "nbf"]);
        validation.leeway = 0;
        // Compared above with the program's own clock, which tests can hold still.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        jsonwebtoken::decode(text, &self.decoding, &validation)
            .map(|decoded| decoded.claims)
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-23T09:00:00Z";

    fn now() -> jiff::Timestamp {
        NOW.parse().unwrap()
    }

    fn later(seconds: i64) -> jiff::Timestamp {
        jiff::Timestamp::from_second(now().as_second() + seconds).unwrap()
    }

    fn altered(token: &Token, text: String) -> Token {
        Token {
            id: token.id,
            text: Secret::new(text),
        }
    }

    #[test]
    fn s5_a_token_is_good_for_its_account_and_its_time() {
        let key = TokenKey::draw().unwrap();
        let token = key.sign(4, now(), later(60)).unwrap();
        assert_eq!(key.check(&token, 4, now()), Ok(()));
        assert_eq!(key.check(&token, 5, now()), Err(Error::SessionExpired));
        assert_eq!(key.check(&token, 4, later(60)), Err(Error::SessionExpired));
        assert_eq!(key.check(&token, 4, later(-1)), Err(Error::SessionExpired));
    }

    /// Other tests look for this beginning where no token may be.
    #[test]
    fn d18_every_token_begins_alike_and_its_debug_shows_nothing() {
        let token = TokenKey::draw().unwrap().sign(4, now(), later(60)).unwrap();
        assert!(token.text.expose().starts_with("eyJ0eXAiOiJKV1Qi"));
        assert!(!format!("{token:?}").contains("eyJ"));
    }

    #[test]
    fn s5_every_forgery_is_refused_alike() {
        let key = TokenKey::draw().unwrap();
        let token = key.sign(4, now(), later(60)).unwrap();
        let text = token.text.expose().to_owned();
        let (head, rest) = text.split_once('.').unwrap();
        let (claims, signature) = rest.split_once('.').unwrap();
        // {"alg":"none"} and {"typ":"JWT","alg":"HS512"}
        let forgeries = [
            format!("eyJhbGciOiJub25lIn0.{claims}."),
            format!("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzUxMiJ9.{claims}.{signature}"),
            format!("{head}.{claims}."),
            format!("{head}.{claims}"),
            String::new(),
            text[..text.len() - 2].to_owned(),
        ];
        for forgery in forgeries {
            assert_eq!(
                key.check(&altered(&token, forgery), 4, now()),
                Err(Error::SessionExpired)
            );
        }
        assert_eq!(
            TokenKey::draw().unwrap().check(&token, 4, now()),
            Err(Error::SessionExpired)
        );
    }

    #[test]
    fn s5_missing_and_odd_claims_are_refused() {
        let key = TokenKey::draw().unwrap();
        let token = key.sign(4, now(), later(60)).unwrap();
        let good = serde_json::json!({
            "iss": ISSUER, "aud": AUDIENCE, "sub": "4", "jti": token.id.to_string(), "typ": TOKEN_TYPE,
            "iat": now().as_second(), "nbf": now().as_second(), "exp": later(60).as_second(),
        });
        let signed = |claims: &serde_json::Value| {
            jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &key.encoding).unwrap()
        };
        assert_eq!(key.check(&altered(&token, signed(&good)), 4, now()), Ok(()));
        for claim in ["iss", "aud", "sub", "jti", "typ", "iat", "nbf", "exp"] {
            let mut missing = good.clone();
            missing.as_object_mut().unwrap().remove(claim);
            assert!(
                key.check(&altered(&token, signed(&missing)), 4, now()).is_err(),
                "without {claim}"
            );
            let mut odd = good.clone();
            odd[claim] = serde_json::json!("autre");
            assert!(
                key.check(&altered(&token, signed(&odd)), 4, now()).is_err(),
                "odd {claim}"
            );
        }
    }
}
