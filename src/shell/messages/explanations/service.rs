//! The database.

use super::{Explanation, explanation};

pub(super) const UNAVAILABLE: Explanation = explanation(
    "La base de données ne répond pas.",
    "Le serveur est arrêté, redémarre, ou le réseau est coupé ; votre session n'est pas perdue.",
    "Attendez et retapez la commande ; base etat dit si la base répond.",
);
pub(super) const ACCESS_TO_DATABASE_REFUSED: Explanation = explanation(
    "Le serveur de base de données refuse le compte du programme ou du propriétaire.",
    "Le mot de passe ou le nom du compte est faux dans les réglages, ou le compte n'est pas encore créé.",
    "Vérifiez EPIC_EVENTS_DATABASE_URL et EPIC_EVENTS_OWNER_DATABASE_URL ; base preparer crée le compte du \
         programme.",
);
pub(super) const SERVER_IDENTITY_REFUSED: Explanation = explanation(
    "Le serveur de base de données n'a pas prouvé son identité ; rien ne lui a été envoyé.",
    "Il n'offre pas TLS, ou son certificat n'est pas signé par une autorité connue pour ce nom de serveur.",
    "Nommez l'autorité qui a signé son certificat dans EPIC_EVENTS_DATABASE_CA, et le serveur par le nom de son \
         certificat.",
);
pub(super) const BUSY: Explanation = explanation(
    "La base a refusé l'opération parce qu'elle est occupée.",
    "D'autres personnes modifient les mêmes lignes, ou une recherche a duré trop longtemps ; le programme a déjà \
         réessayé.",
    "Attendez quelques secondes et retapez la commande ; rien n'a été enregistré.",
);
pub(super) const OUTCOME_UNKNOWN: Explanation = explanation(
    "Le programme ne sait pas si l'opération a été enregistrée.",
    "La base a cessé de répondre entre l'envoi et la réponse, et n'a pu être interrogée ensuite.",
    "Quand elle répond, regardez si l'opération est faite avant de la refaire. L'administrateur peut chercher le \
         numéro affiché dans la colonne operation_id de la table audit_entries : présent, elle est faite.",
);
pub(super) const SCHEMA_MISSING: Explanation = explanation(
    "La base n'a pas les tables que le programme attend, ou les a dans une version plus ancienne.",
    "La base est neuve, ou le programme vient d'être mis à jour.",
    "L'administrateur tape base preparer, avec EPIC_EVENTS_OWNER_DATABASE_URL ; rien n'est détruit.",
);
pub(super) const SCHEMA_MISMATCH: Explanation = explanation(
    "La base est dans une version que ce programme ne connaît pas.",
    "Un programme plus récent l'a préparée, ou l'historique de ses versions a été modifié.",
    "Utilisez la version du programme qui l'a préparée ; base etat montre où elle en est.",
);
pub(super) const GUARDS_BROKEN: Explanation = explanation(
    "Des déclencheurs, qui numérotent et protègent ce que la base garde, manquent ou ont changé : rien n'y est écrit.",
    "Une sauvegarde a été restaurée sans eux, sans la procédure installed_triggers qui les montre, ou sous un autre \
         compte propriétaire ; ou quelqu'un les a modifiés.",
    "L'administrateur tape base preparer, avec EPIC_EVENTS_OWNER_DATABASE_URL, qui les rétablit ; base diagnostic les \
         nomme.",
);
pub(super) const PERMISSION_MISMATCH: Explanation = explanation(
    "Les droits enregistrés dans la base, ou leur portée, ne sont pas ceux que le programme connaît.",
    "La base et le programme ne sont pas de la même version, ou les droits ont été modifiés à la main.",
    "L'administrateur tape base preparer, ou remet le nom exact dans la table permissions et la portée any dans \
     role_permissions : « own » ne vaut que pour ce qui appartient à quelqu'un.",
);
pub(super) const SERVER_NOT_STARTED: Explanation = explanation(
    "Le serveur privé de démonstration n'a pas démarré.",
    "MariaDB ou MySQL n'est pas installé, ou son dossier, le disque ou la mémoire ne le permettent pas.",
    "Lancez sh sql/install_server.sh, lisez le fichier nommé, ou donnez une base dans EPIC_EVENTS_DATABASE_URL.",
);
