//! `.env.example` is what the program says of its own settings (S11: and holds no secret).

use epic_events::configuration::{SETTINGS, Setting};

use crate::support::expected;

const INTRODUCTION: &str = "\
# Les réglages d'Epic Events. Aucun n'est nécessaire pour la démonstration.
# Copiez ce fichier sous le nom .env (chmod 600 .env), puis retirez le « # » devant les réglages à changer.
# Une variable de l'environnement l'emporte sur ce fichier.
";

#[test]
fn s11_the_example_lists_every_setting_with_its_meaning_and_default() {
    let settings: String = SETTINGS.iter().map(described).collect();
    expected::compare(".env.example", &format!("{INTRODUCTION}{settings}"));
}

fn described(setting: &Setting) -> String {
    let meaning = setting.meaning.replace('\n', "\n# ");
    format!("\n# {meaning}\n# {}={}\n", setting.name, setting.default)
}
