//! Files.

use super::{Explanation, explanation};

pub(super) const UNREADABLE_FILE: Explanation = explanation(
    "Un fichier ne peut être lu.",
    "Il n'existe pas, son accès est refusé, ou son contenu n'est pas ce qui est attendu.",
    "Vérifiez le chemin affiché, les droits, et l'encodage UTF-8.",
);
pub(super) const UNWRITABLE_FILE: Explanation = explanation(
    "Un fichier ou le résultat ne peut être écrit.",
    "Le disque est plein, l'accès est refusé, ou la sortie a été fermée.",
    "Libérez de la place ou choisissez un autre endroit avec --vers.",
);
pub(super) const UNUSABLE_FOLDER: Explanation = explanation(
    "Le programme ne peut rien écrire dans un dossier dont il a besoin.",
    "L'accès est refusé, le disque est plein, ou le chemin n'est pas celui d'un dossier.",
    "Vérifiez les droits et la place, ou choisissez un autre dossier avec le réglage affiché.",
);
pub(super) const FILE_EXISTS: Explanation = explanation(
    "Le fichier à écrire existe déjà.",
    "Le programme ne remplace jamais un fichier sans qu'on le lui demande.",
    "Choisissez un autre nom, ou ajoutez --ecraser si la commande a cette option.",
);
pub(super) const EXPOSED_FILE: Explanation = explanation(
    "Un fichier qui contient un secret peut être lu par d'autres comptes de la machine.",
    "Ses droits sont trop larges.",
    "Tapez la commande chmod affichée, et changez le secret si quelqu'un a pu le lire.",
);
