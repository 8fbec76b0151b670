//! What each error code means, why it appears and what to do: the answers of `expliquer`.
//!
//! Only commands that exist are named. A new code does not compile before it is explained here.

use super::errors::heading;
use super::typography::typeset;
use crate::error::Code;

/// The explanation of a code, each part one or two sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// What it means.
    pub meaning: &'static str,
    /// Why it appears.
    pub cause: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

/// The whole answer of `expliquer`, without a last line feed.
pub fn render(code: Code) -> String {
    let Explanation {
        meaning,
        cause,
        remedy,
    } = of(code);
    let (heading, status) = (heading(code.kind()), code.kind().exit_status());
    typeset(&format!(
        "{code} : {heading}, code de sortie {status}\n\nSens : {meaning}\nCause : {cause}\nQue faire : {remedy}"
    ))
}

const fn explanation(meaning: &'static str, cause: &'static str, remedy: &'static str) -> Explanation {
    Explanation {
        meaning,
        cause,
        remedy,
    }
}

/// The explanation of a code.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each code, so that the compiler finds the one that is not explained"
)]
pub const fn of(code: Code) -> Explanation {
    match code {
        Code::UnknownObject => explanation(
            "Le premier mot de la ligne n'est ni un objet, ni une commande d'un seul mot.",
            "Une faute de frappe, ou un mot d'un autre programme.",
            "Tapez aide pour voir les commandes ; la proposition affichée est la plus proche.",
        ),
        Code::UnknownVerb => explanation(
            "L'objet existe, mais pas ce verbe.",
            "Une faute de frappe, ou une action que cet objet n'a pas.",
            "Tapez aide suivi de l'objet, par exemple aide clients, pour voir ses verbes.",
        ),
        Code::MissingVerb => explanation(
            "La ligne nomme un objet sans dire que faire.",
            "Une commande s'écrit objet puis verbe, comme clients lister.",
            "Ajoutez l'un des verbes affichés.",
        ),
        Code::UnknownOption => explanation(
            "La commande n'a pas cette option.",
            "Une faute de frappe, ou une option d'une autre commande.",
            "Tapez la commande suivie de --aide pour voir ses options.",
        ),
        Code::RepeatedOption => explanation(
            "La même option est donnée deux fois.",
            "Le programme ne choisit pas à votre place entre deux valeurs.",
            "Gardez une seule des deux.",
        ),
        Code::MissingValue => explanation(
            "L'option attend une valeur, qui manque.",
            "La ligne finit après l'option, ou une autre option la suit.",
            "Écrivez la valeur après l'option ; si elle commence par deux tirets, écrivez --option=\"--valeur\".",
        ),
        Code::UnexpectedValue => explanation(
            "L'option ne prend pas de valeur.",
            "C'est un drapeau : sa présence suffit, comme pour --miens.",
            "Retirez le signe égal et ce qui le suit.",
        ),
        Code::MissingArgument => explanation(
            "Il manque à la commande une valeur obligatoire.",
            "Dans le shell elle serait demandée ; derrière un tube ou en arguments du programme, aucune question n'est \
             posée.",
            "Complétez la ligne ; --aide après la commande montre comment elle s'écrit.",
        ),
        Code::ExtraArgument => explanation(
            "La ligne a un mot de plus que la commande n'en prend.",
            "Souvent une valeur de plusieurs mots sans guillemets.",
            "Retirez ce mot, ou groupez la valeur entre guillemets droits : \"Cool Startup\".",
        ),
        Code::IncompatibleOptions => explanation(
            "Deux options de la ligne s'excluent.",
            "Elles demandent des choses contraires.",
            "Gardez une seule des deux.",
        ),
        Code::UnclosedQuote => explanation(
            "Un guillemet est ouvert et n'est jamais fermé.",
            "Le second guillemet manque ; dans une valeur entre guillemets droits, un guillemet s'écrit \\\".",
            "Fermez le guillemet, ou retirez le premier.",
        ),
        Code::TypographicQuote => explanation(
            "Des guillemets typographiques entourent un mot.",
            "Ils viennent d'un traitement de texte ; seuls les guillemets droits groupent les mots.",
            "Recopiez la ligne affichée, où ils sont remplacés.",
        ),
        Code::AmbiguousPrefix => explanation(
            "L'abréviation convient à plusieurs mots.",
            "Le shell accepte le début d'un mot quand un seul mot commence ainsi.",
            "Tapez quelques lettres de plus.",
        ),
        Code::LineTooLong => explanation(
            "La ligne est plus longue que le programme n'en accepte.",
            "Souvent un collage involontaire, ou un guillemet ouvert par erreur.",
            "Raccourcissez la ligne.",
        ),
        Code::ConfirmationRequired => explanation(
            "La commande pose une question et personne ne peut y répondre.",
            "Elle détruit quelque chose ou demande un secret, et elle n'est pas tapée dans le shell.",
            "Tapez-la dans le shell, ou ajoutez --oui si c'est une confirmation.",
        ),
        Code::InvalidText => explanation(
            "Un texte est vide, trop court, trop long, ou contient un caractère interdit.",
            "Les caractères invisibles ou de contrôle sont refusés ; ils viennent souvent d'un copier-coller.",
            "Retapez le texte ; le message donne la longueur permise ou la place du caractère.",
        ),
        Code::InvalidAmount => explanation(
            "La valeur n'est pas un montant.",
            "Un montant a au plus deux décimales, sans signe ni exposant ; 1.234 est ambigu.",
            "Tapez par exemple 1234,56.",
        ),
        Code::InvalidDate => explanation(
            "La valeur n'est pas une date, ou désigne une heure qui n'existe pas ou existe deux fois.",
            "L'année a quatre chiffres ; aux changements d'heure, une heure est sautée ou répétée.",
            "Tapez par exemple 25/12/2026, ou \"25/12/2026 14:30\" avec l'heure.",
        ),
        Code::InvalidEmail => explanation(
            "La valeur n'est pas une adresse e-mail.",
            "Il manque souvent l'arobase ou le point du domaine.",
            "Tapez par exemple prenom.nom@exemple.fr.",
        ),
        Code::InvalidPhoneNumber => explanation(
            "La valeur n'est pas un numéro de téléphone.",
            "Sans indicatif, le numéro est lu comme français.",
            "Tapez par exemple 06 12 34 56 78 entre guillemets, ou +678 123 4567 pour un autre pays.",
        ),
        Code::InvalidUsername => explanation(
            "La valeur n'est pas un identifiant de connexion.",
            "Il a 3 à 32 caractères : lettres sans accent, chiffres, point, tiret, souligné ; il commence par une \
             lettre.",
            "Tapez par exemple j.dupont.",
        ),
        Code::InvalidReference => explanation(
            "La valeur ne peut désigner aucun objet.",
            "Un client se désigne par son numéro ou son e-mail, une personne par son numéro, son identifiant ou son \
             matricule.",
            "Tapez par exemple 12, kevin@startup.io, sales2 ou EMP-0001.",
        ),
        Code::InvalidNumber => explanation(
            "La valeur n'est pas un nombre entier dans ses bornes.",
            "Une lettre, une virgule, ou un nombre trop petit ou trop grand.",
            "Tapez un nombre entre les bornes affichées.",
        ),
        Code::InvalidChoice => explanation(
            "La valeur ne fait pas partie de la liste permise.",
            "Une faute de frappe, ou une valeur d'une autre option.",
            "Tapez l'une des valeurs affichées.",
        ),
        Code::InvalidSetting => explanation(
            "Un réglage du programme a une valeur qui n'est pas valable ; le programme ne démarre pas.",
            "La variable nommée vient de l'environnement, ou du fichier .env ou --configuration.",
            "Corrigez-la ; .env.example décrit chaque réglage et sa valeur par défaut.",
        ),
        Code::CustomerNotFound => explanation(
            "Aucun client n'a ce numéro ou cette adresse.",
            "Une faute de frappe, ou un client supprimé ; les numéros ne servent qu'une fois.",
            "Cherchez-le avec clients lister --recherche suivi d'un nom, d'une entreprise ou d'une adresse.",
        ),
        Code::UserNotFound => explanation(
            "Aucun compte n'a ce numéro, cet identifiant ou ce matricule.",
            "Une faute de frappe, ou un compte supprimé.",
            "Vérifiez l'identifiant ; clients voir montre celui du commercial qui suit un client.",
        ),
        Code::DuplicateEmail => explanation(
            "Une autre fiche a déjà cette adresse e-mail.",
            "Une adresse ne sert qu'à une fiche.",
            "Ouvrez la fiche nommée avec clients voir, et modifiez-la au lieu d'en créer une seconde.",
        ),
        Code::DuplicatePhoneNumber => explanation(
            "Un autre compte a déjà ce numéro de téléphone.",
            "Chaque collègue a son propre numéro.",
            "Tapez un autre numéro.",
        ),
        Code::DuplicateUsername => explanation(
            "Un autre compte a déjà cet identifiant.",
            "Un identifiant ne désigne qu'une personne.",
            "Choisissez-en un autre, par exemple avec une initiale.",
        ),
        Code::ProbableDuplicate => explanation(
            "Un client de la même entreprise ou avec le même téléphone existe déjà.",
            "C'est souvent la même personne saisie deux fois, mais deux contacts peuvent partager un standard.",
            "Regardez la fiche nommée avec clients voir ; si ce sont deux personnes, ajoutez --accepter-doublon.",
        ),
        Code::CustomerHasContracts => explanation(
            "Le client ne peut être supprimé parce qu'il a des contrats.",
            "Supprimer le client ferait perdre l'histoire de ses contrats.",
            "Regardez-les avec clients voir ; un client qui a des contrats se garde.",
        ),
        Code::UnsuitableRole => explanation(
            "Le compte désigné n'est pas un compte actif du rôle voulu.",
            "Un client, par exemple, n'est confié qu'à un commercial actif.",
            "Désignez un collègue actif du rôle nommé.",
        ),
        Code::Conflict => explanation(
            "Quelqu'un d'autre a modifié la même chose pendant votre saisie.",
            "Enregistrer votre valeur effacerait la sienne sans que personne ne le sache.",
            "Relisez la fiche, puis recommencez la modification si votre valeur est la bonne.",
        ),
        Code::PasswordRefused => explanation(
            "Le nouveau mot de passe ne respecte pas toutes les règles.",
            "Il lui faut 12 à 128 caractères, ne pas être courant, ne contenir ni votre nom ni celui de l'entreprise, \
             et différer de l'ancien.",
            "Recommencez mot-de-passe changer avec quelques mots sans rapport avec vous.",
        ),
        Code::NoNextPage => explanation(
            "Il n'y a pas de page suivante.",
            "Aucune liste n'a été affichée, ou la dernière l'a été en entier.",
            "Affichez une liste, par exemple avec clients lister, puis tapez suite.",
        ),
        Code::FirstAccountExists => explanation(
            "La base a déjà un compte de gestion.",
            "base premier-compte ne sert qu'une fois, dans une base neuve.",
            "Connectez-vous avec le compte de gestion qui existe.",
        ),
        Code::ForbiddenInProduction => explanation(
            "La commande est refusée sur des données réelles.",
            "EPIC_EVENTS_ENVIRONMENT vaut production, ou n'est pas donné alors qu'une base est configurée.",
            "Vérifiez avec base etat la base en service ; ces commandes sont faites pour la démonstration.",
        ),
        Code::NotPrivateServer => explanation(
            "La commande ne concerne que le serveur privé de démonstration.",
            "EPIC_EVENTS_DATABASE_URL désigne un serveur que le programme n'a pas démarré.",
            "Vérifiez avec base etat la base en service ; ce serveur s'arrête avec ses propres outils.",
        ),
        Code::ServerInUse => explanation(
            "Le serveur privé n'est pas arrêté, car d'autres s'en servent.",
            "Le programme est ouvert dans d'autres fenêtres avec le même dossier de données.",
            "Fermez-les avec quitter : la dernière arrête le serveur.",
        ),
        Code::DiagnosticFailed => explanation(
            "Le diagnostic a trouvé au moins un défaut.",
            "Le serveur, le schéma, les droits des rôles ou le compte du programme ne sont pas comme il faut.",
            "Corrigez chaque défaut affiché, souvent avec base preparer, puis relancez base diagnostic.",
        ),
        Code::Declined => explanation(
            "La commande a été abandonnée à votre demande.",
            "La réponse à la question n'était pas une confirmation.",
            "Rien n'a été fait ; retapez la commande si vous changez d'avis.",
        ),
        Code::UnknownCode => explanation(
            "Le mot donné à expliquer n'est pas un code d'erreur.",
            "Un code est le mot en majuscules affiché entre crochets.",
            "Recopiez-le, par exemple expliquer DROIT_MANQUANT.",
        ),
        Code::PermissionDenied => explanation(
            "Votre rôle n'a pas ce droit.",
            "Chaque rôle n'a que les droits de son métier ; le message nomme ceux qui ont celui-ci.",
            "Tapez moi pour voir vos droits, ou demandez à un collègue d'un rôle nommé.",
        ),
        Code::NotOwner => explanation(
            "Votre droit se limite à ce que vous suivez, et l'objet est suivi par quelqu'un d'autre.",
            "Un commercial, par exemple, ne modifie que ses clients.",
            "Demandez à la personne nommée, ou à la gestion de vous transférer le client.",
        ),
        Code::NotSignedIn => explanation(
            "La commande demande une session ouverte.",
            "Personne n'est connecté, ou la session vient d'être fermée.",
            "Tapez connexion ; en arguments du programme, ajoutez --identifiant et --mot-de-passe-fichier avant la \
             commande.",
        ),
        Code::SignInRefused => explanation(
            "L'identifiant ou le mot de passe est refusé.",
            "L'un des deux est faux, le compte est désactivé, le mot de passe provisoire est périmé, ou trop d'échecs \
             ont bloqué l'identifiant ; le message ne dit pas lequel.",
            "Vérifiez les deux ; après cinq échecs, attendez de trente secondes à une heure. La gestion peut vous aider.",
        ),
        Code::CurrentPasswordRefused => explanation(
            "Le mot de passe actuel, demandé avant d'en choisir un autre, n'est pas le bon.",
            "Une faute de frappe, ou quelqu'un d'autre est devant votre session ; chaque échec compte comme une connexion refusée.",
            "Retapez mot-de-passe changer ; après cinq échecs, attendez de trente secondes à une heure.",
        ),
        Code::SessionExpired => explanation(
            "Votre session a dépassé sa durée.",
            "Une session finit après un temps sans activité, et dans tous les cas au bout de quelques heures.",
            "Tapez connexion, puis la commande.",
        ),
        Code::SessionClosed => explanation(
            "Votre session n'est plus valable.",
            "Elle a été fermée ailleurs, votre mot de passe a changé, ou votre compte a été désactivé ou a changé de \
             rôle.",
            "Tapez connexion ; si elle est refusée, adressez-vous à la gestion.",
        ),
        Code::PasswordChangeRequired => explanation(
            "Il faut remplacer votre mot de passe provisoire avant toute autre commande.",
            "Un mot de passe provisoire a été vu par quelqu'un d'autre que vous.",
            "Tapez mot-de-passe changer.",
        ),
        Code::Unavailable => explanation(
            "La base de données ne répond pas.",
            "Le serveur est arrêté, redémarre, ou le réseau est coupé ; votre session n'est pas perdue.",
            "Attendez et retapez la commande ; base etat dit si la base répond.",
        ),
        Code::AccessToDatabaseRefused => explanation(
            "Le serveur de base de données refuse le compte du programme ou du propriétaire.",
            "Le mot de passe ou le nom du compte est faux dans les réglages, ou le compte n'est pas encore créé.",
            "Vérifiez EPIC_EVENTS_DATABASE_URL et EPIC_EVENTS_OWNER_DATABASE_URL ; base preparer crée le compte du \
             programme.",
        ),
        Code::ServerIdentityRefused => explanation(
            "Le serveur de base de données n'a pas prouvé son identité ; rien ne lui a été envoyé.",
            "Il n'offre pas TLS, ou son certificat n'est pas signé par une autorité connue pour ce nom de serveur.",
            "Nommez l'autorité qui a signé son certificat dans EPIC_EVENTS_DATABASE_CA, et le serveur par le nom de son \
             certificat.",
        ),
        Code::Busy => explanation(
            "La base a refusé l'opération parce qu'elle est occupée.",
            "D'autres personnes modifient les mêmes lignes, ou une recherche a duré trop longtemps ; le programme a déjà \
             réessayé.",
            "Attendez quelques secondes et retapez la commande ; rien n'a été enregistré.",
        ),
        Code::OutcomeUnknown => explanation(
            "Le programme ne sait pas si l'opération a été enregistrée.",
            "La base a cessé de répondre entre l'envoi et la réponse, et n'a pu être interrogée ensuite.",
            "Quand elle répond, regardez si l'opération est faite avant de la refaire. L'administrateur peut chercher le \
             numéro affiché dans la colonne operation_id de la table audit_entries : présent, elle est faite.",
        ),
        Code::SchemaMissing => explanation(
            "La base n'a pas les tables que le programme attend, ou les a dans une version plus ancienne.",
            "La base est neuve, ou le programme vient d'être mis à jour.",
            "L'administrateur tape base preparer, avec EPIC_EVENTS_OWNER_DATABASE_URL ; rien n'est détruit.",
        ),
        Code::SchemaMismatch => explanation(
            "La base est dans une version que ce programme ne connaît pas.",
            "Un programme plus récent l'a préparée, ou l'historique de ses versions a été modifié.",
            "Utilisez la version du programme qui l'a préparée ; base etat montre où elle en est.",
        ),
        Code::PermissionMismatch => explanation(
            "Les droits enregistrés dans la base ne sont pas ceux que le programme connaît.",
            "La base et le programme ne sont pas de la même version, ou les droits ont été modifiés à la main.",
            "L'administrateur tape base preparer, ou remet le nom exact dans la table permissions.",
        ),
        Code::ServerNotStarted => explanation(
            "Le serveur privé de démonstration n'a pas démarré.",
            "MariaDB ou MySQL n'est pas installé, ou son dossier, le disque ou la mémoire ne le permettent pas.",
            "Lancez sh sql/install_server.sh, lisez le fichier nommé, ou donnez une base dans EPIC_EVENTS_DATABASE_URL.",
        ),
        Code::UnreadableFile => explanation(
            "Un fichier ne peut être lu.",
            "Il n'existe pas, son accès est refusé, ou son contenu n'est pas ce qui est attendu.",
            "Vérifiez le chemin affiché, les droits, et l'encodage UTF-8.",
        ),
        Code::UnwritableFile => explanation(
            "Un fichier ou le résultat ne peut être écrit.",
            "Le disque est plein, l'accès est refusé, ou la sortie a été fermée.",
            "Libérez de la place ou choisissez un autre endroit avec --vers.",
        ),
        Code::FileExists => explanation(
            "Le fichier à écrire existe déjà.",
            "Le programme ne remplace jamais un fichier sans qu'on le lui demande.",
            "Choisissez un autre nom, ou ajoutez --ecraser.",
        ),
        Code::ExposedFile => explanation(
            "Un fichier qui contient un secret peut être lu par d'autres comptes de la machine.",
            "Ses droits sont trop larges.",
            "Tapez la commande chmod affichée, et changez le secret si quelqu'un a pu le lire.",
        ),
        Code::Internal => explanation(
            "Le programme a rencontré une situation qu'il n'aurait pas dû rencontrer.",
            "C'est un défaut du programme, pas de ce que vous avez tapé.",
            "Donnez le numéro affiché à votre administrateur : il le retrouve dans le journal technique.",
        ),
        Code::Interrupted => explanation(
            "La commande a été arrêtée avant la fin.",
            "Ctrl-C a été pressé, ou l'arrêt a été demandé au programme.",
            "Rien n'a été enregistré ; retapez la commande quand vous voulez.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::security::clean::clean_keeping_newlines;

    fn parts(code: Code) -> [&'static str; 3] {
        let Explanation {
            meaning,
            cause,
            remedy,
        } = of(code);
        [meaning, cause, remedy]
    }

    #[test]
    fn every_code_is_explained_in_whole_sentences() {
        let wrong: Vec<_> = Code::ALL
            .iter()
            .flat_map(|code| parts(*code).map(|part| (code.word(), part)))
            .filter(|(_, part)| {
                let begins_well = part.starts_with(char::is_uppercase) || part.starts_with("base ");
                !begins_well || !part.ends_with('.') || part.contains("  ") || part.contains(['\n', '’'])
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn no_two_codes_mean_the_same() {
        let meanings: HashSet<_> = Code::ALL.iter().map(|code| of(*code).meaning).collect();
        assert_eq!(meanings.len(), Code::ALL.len());
    }

    #[test]
    fn the_answer_tells_heading_and_exit_status_and_goes_to_a_terminal_as_it_is() {
        for code in Code::ALL {
            let answer = render(*code);
            assert_eq!(clean_keeping_newlines(&answer), answer);
        }
        assert_eq!(
            render(Code::PermissionDenied).lines().next(),
            Some("DROIT_MANQUANT : Accès refusé, code de sortie 3")
        );
    }
}
