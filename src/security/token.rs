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
            encoding: EncodingKey::from_secret(&*key).map_err(Error::internal)?,
            decoding: DecodingKey::from_secret(&*key).map_err(Error::internal)?,
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
        let text =
            jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding).map_err(Error::internal)?;
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
        jsonwebtoken::decode(text, &self.decoding, &validation())
            .map(|decoded| decoded.claims)
            .ok()
    }
}

fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["iss", "aud", "sub", "exp", "nbf"]);
    validation.leeway = 0;
    // Compared by `check` with the program's own clock, which tests can hold still.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::errors::ErrorKind;
    use serde_json::{Value, json};

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

    fn good_claims(token: &Token) -> Value {
        json!({
            "iss": ISSUER, "aud": AUDIENCE, "sub": "4", "jti": token.id.to_string(), "typ": TOKEN_TYPE,
            "iat": now().as_second(), "nbf": now().as_second(), "exp": later(60).as_second(),
        })
    }

    fn signed(key: &TokenKey, header: &Header, claims: &Value) -> String {
        jsonwebtoken::encode(header, claims, &key.encoding).unwrap()
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
        let good = good_claims(&token);
        let signed = |claims: &Value| signed(&key, &Header::new(Algorithm::HS256), claims);
        assert_eq!(key.check(&altered(&token, signed(&good)), 4, now()), Ok(()));
        for claim in ["iss", "aud", "sub", "jti", "typ", "iat", "nbf", "exp"] {
            let mut missing = good.clone();
            missing.as_object_mut().unwrap().remove(claim);
            assert!(
                key.check(&altered(&token, signed(&missing)), 4, now()).is_err(),
                "without {claim}"
            );
            // A claim of another type is one more way to leave it out.
            for value in [
                json!("autre"),
                json!(42),
                json!(4.5),
                json!(null),
                json!([good[claim]]),
                json!({}),
            ] {
                let mut odd = good.clone();
                odd[claim] = value;
                assert!(
                    key.check(&altered(&token, signed(&odd)), 4, now()).is_err(),
                    "odd {claim}: {}",
                    odd[claim]
                );
            }
        }
    }

    /// The library by itself, without the list of what is required and without the types of [`Claims`].
    #[test]
    fn s5_a_claim_of_another_type_is_not_taken_for_an_absent_one() {
        let key = TokenKey::draw().unwrap();
        let token = key.sign(4, now(), later(60)).unwrap();
        let mut lenient = validation();
        lenient.sub = Some(String::from("4"));
        lenient.required_spec_claims.clear();
        let fault = |claims: &Value| {
            let text = signed(&key, &Header::new(Algorithm::HS256), claims);
            jsonwebtoken::decode::<Value>(text, &key.decoding, &lenient)
                .map_err(jsonwebtoken::errors::Error::into_kind)
                .err()
        };
        assert_eq!(fault(&good_claims(&token)), None);
        for claim in ["iss", "aud", "sub"] {
            for value in [json!(42), json!(true)] {
                let mut odd = good_claims(&token);
                odd[claim] = value;
                let expected = ErrorKind::InvalidClaimFormat(claim.to_owned());
                assert_eq!(fault(&odd), Some(expected), "{}", odd[claim]);
            }
        }
    }

    #[test]
    fn s5_what_a_header_calls_critical_and_nobody_knows_is_refused() {
        let key = TokenKey::draw().unwrap();
        let token = key.sign(4, now(), later(60)).unwrap();
        let check = |critical: Option<&[&str]>, extension: Option<(&str, Value)>| {
            let mut header = Header::new(Algorithm::HS256);
            header.crit = critical.map(|names| names.iter().map(ToString::to_string).collect());
            if let Some((name, value)) = extension {
                header.extras.insert(name, value);
            }
            let text = signed(&key, &header, &good_claims(&token));
            key.check(&altered(&token, text), 4, now())
        };
        assert_eq!(check(None, Some(("extension", json!(true)))), Ok(()));
        for (critical, extension) in [
            (Some(["extension"].as_slice()), Some(("extension", json!(true)))),
            (Some(["extension"].as_slice()), None),
            (Some(["exp"].as_slice()), None),
            (Some([].as_slice()), None),
            // The one extension that the library knows, promised and absent, or saying that the claims are not encoded.
            (Some(["b64"].as_slice()), None),
            (Some(["b64"].as_slice()), Some(("b64", json!(false)))),
            (Some(["b64", "extension"].as_slice()), Some(("b64", json!(true)))),
            (None, Some(("b64", json!(false)))),
        ] {
            let case = format!("{critical:?} {extension:?}");
            assert_eq!(check(critical, extension), Err(Error::SessionExpired), "{case}");
        }
    }
}
