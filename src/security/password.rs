//! Passwords: the rules for a new one (S1), hashing and verification (S2, S3), temporary ones (S4).
//!
//! Sources: NIST SP 800-63B-4 (length, no composition rules, block list), OWASP Password Storage (Argon2id, 19 MiB, two
//! passes, one lane).

use std::time::Duration;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization;
use zxcvbn::matching::patterns::MatchPattern;

use super::common_words::{self, on_american_keyboard, spellings, without_signs};
use super::secret::Secret;
use crate::error::{Error, Result};
use crate::models::folding::fold_keyword;
use crate::models::invalid_value::PasswordFault;

/// The documented password of the demonstration accounts (D20): nobody may choose it.
pub const DEMONSTRATION: &str = "demonstration-2026";
/// The fewest characters of a password.
pub const MINIMUM_LENGTH: usize = 12;
/// The most characters of a password.
pub const MAXIMUM_LENGTH: usize = 128;
/// S4: a temporary password is good for three days.
pub const TEMPORARY_LIFE: Duration = Duration::from_hours(72);

const MEMORY_KIBIBYTES: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;
const OUTPUT_BYTES: usize = 32;
/// Drawn once, for names without account: nobody knows a password of this hash. It costs what ours cost.
const NOBODYS_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$txuv91cIS599XIIW48lYWg\
                            $f3om67WwuRbqgSlukdZPXaHRg4uvwR7X2OaYtXksPIU";
/// The C library gives back at once what it maps by itself: always a piece of more than 32 MiB; a smaller one only
/// the first time, and after that it keeps such pieces for the next. What is not written to costs nothing.
const BLOCKS_GIVEN_BACK: usize = 33 * 1024 * 1024 / Block::SIZE;
/// Beyond these a stored hash is an attack on the program's memory or time, not a hash of ours.
const ABSURD_MEMORY_KIBIBYTES: u32 = 262_144;
const ABSURD_PASSES: u32 = 16;
const ABSURD_LANES: u32 = 8;

/// A guess of fewer attempts than this, in powers of ten, counts as a common password.
const GUESSABLE_WITHIN: f64 = 8.0;
/// The name of the company, in the singular as well, whatever stands between its letters or for them.
const COMPANY: &str = "epicevent";
/// Shorter words are in too many passwords to mean the person.
const SHORTEST_PERSONAL_WORD: usize = 4;
const TEMPORARY_SYMBOLS: usize = 32;

/// Checks a new password against every rule at once.
///
/// `personal` are the words of the person: names, username, e-mail address.
pub fn faults(password: &Secret, personal: &[&str]) -> Vec<PasswordFault> {
    let password: String = password.expose().nfc().collect();
    let length = password.chars().count();
    let mut faults = Vec::new();
    if length < MINIMUM_LENGTH {
        faults.push(PasswordFault::TooShort);
    }
    if length > MAXIMUM_LENGTH {
        faults.push(PasswordFault::TooLong);
        return faults;
    }
    if is_common(&password) {
        faults.push(PasswordFault::Common);
    }
    if contains_personal_word(&password, personal) {
        faults.push(PasswordFault::Personal);
    }
    faults
}

/// Hashes a password: Argon2id in PHC form.
pub fn hash(password: &Secret) -> Result<String> {
    let parameters = Params::new(MEMORY_KIBIBYTES, PASSES, LANES, Some(OUTPUT_BYTES)).map_err(Error::internal)?;
    let mut salt = [0; SALT_BYTES];
    getrandom::fill(&mut salt).map_err(Error::internal)?;
    let salt = Salt::new(&salt).map_err(Error::internal)?;
    let output = compute(password, &salt, Version::V0x13, parameters.clone())?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&parameters).map_err(Error::internal)?,
        salt: Some(salt),
        hash: Some(output),
    };
    Ok(hash.to_string())
}

/// Whether the password is the one that was hashed; `false` for a hash that is none, or absurd (S2).
pub fn verify(password: &Secret, stored: &str) -> bool {
    let Some((hash, parameters)) = parse(stored) else {
        return false;
    };
    if parameters.m_cost() > ABSURD_MEMORY_KIBIBYTES
        || parameters.t_cost() > ABSURD_PASSES
        || parameters.p_cost() > ABSURD_LANES
    {
        return false;
    }
    let (Some(salt), Some(expected)) = (hash.salt, hash.hash) else {
        return false;
    };
    let Ok(version) = hash.version.map_or(Ok(Version::V0x13), Version::try_from) else {
        return false;
    };
    // Outputs are compared in constant time.
    compute(password, &salt, version, parameters).is_ok_and(|output| output == expected)
}

/// Takes as long as verifying the password of an account: the name has none (S3).
pub fn verify_for_nobody(password: &Secret) {
    verify(password, NOBODYS_HASH);
}

/// Whether a stored hash costs less than the program now demands, and should be made again at the next login.
pub fn is_weak(stored: &str) -> bool {
    parse(stored).is_none_or(|(_, parameters)| parameters.m_cost() < MEMORY_KIBIBYTES || parameters.t_cost() < PASSES)
}

/// A password that somebody else gives, to be replaced at the first use (S4).
#[derive(Debug)]
pub struct TemporaryPassword {
    /// The password, to be shown once.
    pub password: Secret,
    /// Its hash, which alone is kept.
    pub hash: String,
    /// When it is no longer good.
    pub expires_at: Timestamp,
}

impl TemporaryPassword {
    /// Draws one that is good from `now` on.
    pub fn draw(now: Timestamp) -> Result<Self> {
        let password = temporary()?;
        Ok(Self {
            hash: hash(&password)?,
            expires_at: now.checked_add(TEMPORARY_LIFE).map_err(Error::internal)?,
            password,
        })
    }
}

/// A random password of 160 bits, in groups that can be read aloud.
fn temporary() -> Result<Secret> {
    // No letters or digits that are mistaken for one another: 32 symbols, five bits of a byte each.
    const SYMBOLS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789A";
    let mut bytes = [0; TEMPORARY_SYMBOLS];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    let mut text = String::with_capacity(2 * TEMPORARY_SYMBOLS);
    for (place, byte) in bytes.into_iter().map(usize::from).enumerate() {
        if place > 0 && place.is_multiple_of(8) {
            text.push('-');
        }
        text.extend(SYMBOLS.get(byte % SYMBOLS.len()).copied().map(char::from));
    }
    Ok(Secret::new(text))
}

/// Argon2id in memory of its own, which is given back before it returns.
fn compute(password: &Secret, salt: &Salt, version: Version, parameters: Params) -> Result<Output> {
    let needed = parameters.block_count();
    let mut blocks: Vec<Block> = Vec::new();
    blocks
        .try_reserve_exact(needed.max(BLOCKS_GIVEN_BACK))
        .map_err(Error::internal)?;
    blocks.resize(needed, Block::new());
    let mut output = [0; Output::MAX_LENGTH];
    let length = parameters.output_len().unwrap_or(OUTPUT_BYTES);
    let output = output
        .get_mut(..length)
        .ok_or_else(|| Error::internal("a hash longer than any"))?;
    Argon2::new(Algorithm::Argon2id, version, parameters)
        .hash_password_into_with_memory(normalised(password).expose().as_bytes(), salt, output, &mut blocks)
        .map_err(Error::internal)?;
    Output::new(output).map_err(Error::internal)
}

fn parse(stored: &str) -> Option<(PasswordHash, Params)> {
    let hash = PasswordHash::new(stored).ok()?;
    if hash.algorithm.as_str() != "argon2id" {
        return None;
    }
    let parameters = Params::try_from(&hash).ok()?;
    Some((hash, parameters))
}

/// The same password typed on two keyboards is the same text.
fn normalised(password: &Secret) -> Secret {
    Secret::new(password.expose().nfc().collect())
}

fn is_common(password: &str) -> bool {
    if fold_keyword(password) == DEMONSTRATION {
        return true;
    }
    is_guessable(password) || is_guessable(&on_american_keyboard(password)) || common_words::are_most_of(password)
}

fn is_guessable(password: &str) -> bool {
    let estimate = zxcvbn::zxcvbn(password, &[]);
    let is_one_pattern = match estimate.sequence() {
        [only] => !matches!(only.pattern, MatchPattern::BruteForce),
        _ => false,
    };
    is_one_pattern || estimate.guesses_log10() < GUESSABLE_WITHIN
}

fn contains_personal_word(password: &str, personal: &[&str]) -> bool {
    let words: Vec<_> = personal
        .iter()
        .flat_map(|text| text.split(|character: char| !character.is_alphanumeric()))
        .map(fold_keyword)
        .filter(|word| word.chars().count() >= SHORTEST_PERSONAL_WORD)
        .collect();
    spellings(password).iter().any(|spelling| {
        words.iter().any(|word| spelling.contains(word.as_ref())) || without_signs(spelling).0.contains(COMPANY)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned())
    }

    #[test]
    fn s1_length_counts_characters_and_is_never_cut() {
        assert_eq!(faults(&secret("é7Ñ!ß"), &[]).first(), Some(&PasswordFault::TooShort));
        assert_eq!(faults(&secret(&"ñ".repeat(129)), &[]), [PasswordFault::TooLong]);
        let long = "la pluie tombe sur ".repeat(6);
        assert!(faults(&secret(&long), &[]).is_empty());
        let stored = hash(&secret(&long)).unwrap();
        assert!(!verify(&secret(&long[..long.len() - 1]), &stored));
    }

    #[test]
    fn s1_common_passwords_are_refused() {
        for common in [
            DEMONSTRATION,
            "Démonstration-2026",
            "passwordpassword",
            "123456789012",
            "qwertyuiopqwerty",
            "aaaaaaaaaaaaaa",
        ] {
            assert_eq!(faults(&secret(common), &[]), [PasswordFault::Common], "{common}");
        }
        assert!(faults(&secret("cheval correct pile agrafe"), &[]).is_empty());
    }

    #[test]
    fn s1_what_french_speakers_and_companies_choose_is_refused() {
        for common in [
            "Motdepasse123!",
            "Mot de passe 2026",
            "M0tDeP@sse2026!",
            "Printemps2026!",
            "Été-2026-2026!",
            "Hiver2025/2026",
            "Novembre2026!",
            "Décembre 2026 !",
            "Azertyuiop123",
            "AZERTYqsdfgh1",
            "Azerty123456!",
            "wxcvbnqsdfghazerty",
            "aqwzsxedcrfv",
            "1a2z3e4r5t6y",
            "&é\"'(-è_çà)=",
            "Bonjour123456",
            "JeTAimeJeTAime",
            "Soleil14071789!",
            "Marseille13013",
            "ParisFrance2026!",
            "Nicolas75001!",
            "Bienvenue2026",
            "Epic-CRM-2026!",
            "Evenements2026!",
            "Événementiel26!",
            "Commercial2026!",
            "Gestion-Contrats1",
        ] {
            assert_eq!(faults(&secret(common), &[]), [PasswordFault::Common], "{common}");
        }
        for company in ["Epic_Events_94lunes", "3p1c3v3nt5 94 lunes", "EPIC.EVENT vert 94 lunes"] {
            assert_eq!(faults(&secret(company), &[]), [PasswordFault::Personal], "{company}");
        }
        assert_eq!(
            faults(&secret("L3fèvr3 tourne 94 lunes"), &["Lefèvre"]),
            [PasswordFault::Personal]
        );
        for good in [
            "cheval correct pile",
            "trombone-verglas-hublot",
            "le vent tourne, soleil !",
            "xK9!vQ2#mZ7p",
            "une grande idée verte",
        ] {
            assert_eq!(faults(&secret(good), &[]), [], "{good}");
        }
    }

    #[test]
    fn s1_personal_words_are_refused_whatever_their_accents() {
        let personal = ["Zoé", "Lefèvre", "sales3", "zoe@exemple.fr"];
        assert_eq!(
            faults(&secret("LEFEVRE tourne 94 lunes"), &personal),
            [PasswordFault::Personal]
        );
        assert_eq!(
            faults(&secret("Epic Events 94 lunes vertes"), &[]),
            [PasswordFault::Personal]
        );
        // Three letters are in too many words.
        assert!(faults(&secret("le vent zoelgique 94 lunes"), &["Zoé"]).is_empty());
    }

    #[test]
    fn s1_normal_forms_are_one_password() {
        let stored = hash(&secret("mot de passe très sûr")).unwrap();
        let decomposed: String = "mot de passe très sûr".nfd().collect();
        assert!(verify(&secret(&decomposed), &stored));
        assert!(!verify(&secret("mot de passe tres sur"), &stored));
    }

    #[test]
    fn s3_a_name_without_account_costs_what_an_account_costs() {
        let (ours, own) = parse(&hash(&secret("peu importe lequel")).unwrap()).unwrap();
        let (nobodys, dummy) = parse(NOBODYS_HASH).unwrap();
        let costs = |parameters: &Params| (parameters.m_cost(), parameters.t_cost(), parameters.p_cost());
        assert_eq!(costs(&dummy), costs(&own));
        assert_eq!(nobodys.version, ours.version);
        let lengths = |hash: &PasswordHash| (hash.salt.map(|salt| salt.len()), hash.hash.map(|hash| hash.len()));
        assert_eq!(lengths(&nobodys), lengths(&ours));
        assert!(!is_weak(NOBODYS_HASH));
    }

    #[test]
    fn s2_hashes_are_those_of_the_library_which_wrote_the_earlier_ones() {
        use argon2::password_hash::{PasswordHasher, PasswordVerifier};
        let parameters = Params::new(MEMORY_KIBIBYTES, PASSES, LANES, None).unwrap();
        let library = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters);
        let earlier: PasswordHash = library.hash_password("peu importe".as_bytes()).unwrap();
        assert!(verify(&secret("peu importe"), &earlier.to_string()));
        assert!(!verify(&secret("peu importe lequel"), &earlier.to_string()));
        let ours = PasswordHash::new(&hash(&secret("peu importe")).unwrap()).unwrap();
        assert!(library.verify_password("peu importe".as_bytes(), &ours).is_ok());
    }

    #[test]
    fn s2_weak_hashes_are_known_and_absurd_ones_refused() {
        let strong = hash(&secret("peu importe lequel")).unwrap();
        assert!(strong.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(!is_weak(&strong));
        assert!(is_weak(&strong.replace("m=19456", "m=4096")));
        assert!(!verify(
            &secret("peu importe lequel"),
            &strong.replace("m=19456", "m=4000000000")
        ));
        assert!(!verify(
            &secret("peu importe lequel"),
            &strong.replace("argon2id", "argon2i")
        ));
        assert!(!verify(&secret("peu importe lequel"), "clair"));
    }

    #[test]
    fn s4_a_temporary_password_is_kept_as_a_hash_and_mute() {
        let drawn = TemporaryPassword::draw(Timestamp::UNIX_EPOCH).unwrap();
        assert!(verify(&drawn.password, &drawn.hash));
        assert_eq!(drawn.expires_at.as_second(), 72 * 3600);
        assert!(!format!("{drawn:?}").contains(drawn.password.expose()));
    }

    #[test]
    fn s4_temporary_passwords_are_long_and_differ() {
        let (first, second) = (temporary().unwrap(), temporary().unwrap());
        assert_ne!(first, second);
        assert_eq!(first.expose().chars().filter(|character| *character != '-').count(), 32);
        assert!(faults(&first, &[]).is_empty());
    }
}
