//! What a person may not do.

use super::{Explanation, explanation};

pub(super) const PERMISSION_DENIED: Explanation = explanation(
    "Votre rôle n'a pas ce droit.",
    "Chaque rôle n'a que les droits de son métier ; le message nomme ceux qui ont celui-ci.",
    "Tapez moi pour voir vos droits, ou demandez à un collègue d'un rôle nommé.",
);
pub(super) const NOT_OWNER: Explanation = explanation(
    "Votre droit se limite à ce que vous suivez, et l'objet est suivi par quelqu'un d'autre.",
    "Un commercial, par exemple, ne modifie que ses clients.",
    "Demandez à la personne nommée, ou à la gestion de vous transférer le client.",
);
pub(super) const RESERVED_OPTION: Explanation = explanation(
    "L'option demande un droit sur tout, et le vôtre se limite à ce que vous suivez.",
    "Déplacer un contrat vers un autre client, par exemple, est l'affaire de la gestion.",
    "Retirez l'option, ou demandez à la gestion.",
);
pub(super) const FILES_FORBIDDEN: Explanation = explanation(
    "Les commandes n'utilisent aucun fichier sur cette machine.",
    "L'administrateur l'a décidé (EPIC_EVENTS_FILES) : le programme peut y lire ce que le personnel ne doit pas lire.",
    "Tapez les commandes, ou envoyez-les sur l'entrée standard du programme.",
);
pub(super) const EVENT_ASSIGNED: Explanation = explanation(
    "Un collègue du support suit l'événement : le commercial ne le modifie ni ne l'annule plus.",
    "Une fois assigné, l'événement est entre les mains du support.",
    "Demandez la modification au collègue nommé, ou à la gestion de le désassigner.",
);
