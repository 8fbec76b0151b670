//! The database.

use super::{Explanation, explanation};

pub(super) const UNAVAILABLE: Explanation = explanation(
    "La base de données ne répond pas.",
    "Le serveur est arrêté, redémarre ou est surchargé, le réseau est coupé, un collègue tient ce que vous demandez, \
         ou la recherche est trop longue ; votre session n'est pas perdue.",
    "Attendez et retapez la commande, ou précisez la recherche ; base etat dit si la base répond.",
);
pub(super) const ACCESS_TO_DATABASE_REFUSED: Explanation = explanation(
    "Le serveur de base de données refuse le compte du programme ou du propriétaire.",
    "Le mot de passe ou le nom du compte est faux dans les réglages, ou le compte n'est pas encore créé.",
    "Vérifiez EPIC_EVENTS_DATABASE_URL et EPIC_EVENTS_OWNER_DATABASE_URL ; base preparer crée le compte du \
         programme.",
);
pub(super) const READ_ONLY_SERVER: Explanation = explanation(
    "Le serveur de base de données n'accepte que des lectures.",
    "Il copie un autre serveur qui a sa place, ou son administrateur l'a mis en lecture seule ; se connecter demande \
     déjà d'écrire.",
    "Attendez et retapez la commande ; si cela dure, l'administrateur désigne un serveur où l'on peut écrire, ou y \
     règle read_only = OFF.",
);
pub(super) const SERVER_NOT_READY: Explanation = explanation(
    "Le serveur ne fait pas partie d'un groupe de serveurs qui travaille.",
    "Il a perdu la majorité des autres, démarre, ou se remet à jour ; le message cite sa réponse.",
    "Attendez et retapez la commande ; si cela dure, l'administrateur vérifie l'état du groupe.",
);
pub(super) const SERVER_FULL: Explanation = explanation(
    "Le serveur n'a plus de place pour écrire.",
    "Son disque, ou l'espace donné à une table, est plein ; les lectures répondent peut-être encore.",
    "L'administrateur libère de la place ; rien de ce qui a échoué n'est enregistré, retapez-le ensuite.",
);
pub(super) const TOO_MANY_CONNECTIONS: Explanation = explanation(
    "Le serveur, ou le compte du programme, a atteint une limite de son nombre de connexions ou d'instructions.",
    "Beaucoup de personnes travaillent à la fois, ou la limite est trop basse ; le message cite la réponse du serveur.",
    "Attendez et retapez la commande ; chaque fenêtre du programme a besoin de deux connexions, parfois d'une \
     troisième.",
);
pub(super) const UNSUITABLE_SERVER: Explanation = explanation(
    "Un réglage du serveur empêche le programme d'y travailler.",
    "Le journal binaire y note des instructions (binlog_format = STATEMENT), ou n'y laisse pas créer les déclencheurs, \
         ou une option, citée dans le message, interdit l'opération.",
    "L'administrateur règle binlog_format = ROW et, pour base preparer, log_bin_trust_function_creators = 1, ou change \
         l'option citée.",
);
pub(super) const PACKET_TOO_LARGE: Explanation = explanation(
    "Ce qui devait être envoyé au serveur dépasse la taille qu'il accepte.",
    "Le texte est très long, ou max_allowed_packet est très bas sur le serveur.",
    "Raccourcissez le texte, ou l'administrateur relève max_allowed_packet ; rien n'a été enregistré.",
);
pub(super) const MISSING_GRANT: Explanation = explanation(
    "Le compte que le programme présente à la base n'a pas un droit dont la commande a besoin.",
    "La base a été restaurée ou déplacée sans les droits du compte, ou quelqu'un les a retirés.",
    "L'administrateur tape base preparer, avec EPIC_EVENTS_OWNER_DATABASE_URL ; base diagnostic montre ce qui manque.",
);
pub(super) const SLOW_STATEMENT: Explanation = explanation(
    "Une instruction a duré plus que les trente secondes permises ; le serveur l'a arrêtée.",
    "La recherche porte sur trop de lignes, ou le serveur est surchargé ; elle n'est pas refaite d'elle-même.",
    "Précisez la recherche, ou retapez la commande plus tard ; rien n'a été enregistré.",
);
pub(super) const SERVER_IDENTITY_REFUSED: Explanation = explanation(
    "Le serveur de base de données n'a pas prouvé son identité ; rien ne lui a été envoyé.",
    "Il n'offre pas TLS, ou son certificat n'est pas signé par une autorité connue pour ce nom de serveur.",
    "Nommez l'autorité qui a signé son certificat dans EPIC_EVENTS_DATABASE_CA, et le serveur par le nom de son \
         certificat.",
);
pub(super) const BUSY: Explanation = explanation(
    "La base a refusé l'opération parce qu'elle est occupée.",
    "D'autres personnes modifient les mêmes lignes, ou la base est verrouillée pour une opération d'entretien ; le \
         programme a déjà réessayé.",
    "Attendez quelques secondes et retapez la commande ; rien n'a été enregistré.",
);
pub(super) const OUTCOME_UNKNOWN: Explanation = explanation(
    "Le programme ne sait pas si l'opération a été enregistrée.",
    "La base a cessé de répondre entre l'envoi et la réponse, et n'a pu être interrogée ensuite.",
    "Quand elle répond, tapez operation et le numéro affiché : cela dit si l'opération est faite, ou s'il faut \
         la refaire.",
);
pub(super) const UNREADABLE_VALUE: Explanation = explanation(
    "Une ligne de la base porte une valeur que le programme ne connaît pas.",
    "Elle a été écrite dans la table sans passer par le programme, ou la base a été restaurée d'une autre version.",
    "L'administrateur corrige la colonne nommée de cette ligne ; les listes montrent toutes les autres.",
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
    "Des déclencheurs, contraintes ou clés, qui protègent ce que la base garde, ou des droits du compte du programme, \
     manquent ou ont changé : rien n'y est écrit.",
    "Une sauvegarde a été restaurée sans eux, sans la fonction installed_guards qui les montre, ou sous un autre \
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
