//! Sessions and signing in.

use super::{Explanation, explanation};

pub(super) const NOT_SIGNED_IN: Explanation = explanation(
    "La commande demande une session ouverte.",
    "Personne n'est connecté, ou la session vient d'être fermée.",
    "Tapez connexion ; en arguments du programme, ajoutez --identifiant et --mot-de-passe-fichier avant la \
         commande.",
);
pub(super) const SIGN_IN_REFUSED: Explanation = explanation(
    "L'identifiant ou le mot de passe est refusé.",
    "L'un des deux est faux, le compte est désactivé, le mot de passe provisoire est périmé, ou trop d'échecs \
         ont bloqué l'identifiant ; le message ne dit pas lequel.",
    "Vérifiez les deux ; après cinq échecs, attendez de trente secondes à une heure. La gestion peut vous aider.",
);
pub(super) const CURRENT_PASSWORD_REFUSED: Explanation = explanation(
    "Le mot de passe actuel, demandé avant d'en choisir un autre, n'est pas le bon.",
    "Une faute de frappe, ou quelqu'un d'autre est devant votre session ; chaque échec compte comme une connexion \
     refusée.",
    "Retapez mot-de-passe changer ; après cinq échecs, attendez de trente secondes à une heure.",
);
pub(super) const SESSION_EXPIRED: Explanation = explanation(
    "Votre session a dépassé sa durée.",
    "Une session finit après un temps sans activité, et dans tous les cas au bout de quelques heures.",
    "Tapez connexion, puis la commande.",
);
pub(super) const SESSION_CLOSED: Explanation = explanation(
    "Votre session n'est plus valable.",
    "Elle a été fermée ailleurs, votre mot de passe a changé, ou votre compte a été désactivé ou a changé de \
         rôle.",
    "Tapez connexion ; si elle est refusée, adressez-vous à la gestion.",
);
pub(super) const PASSWORD_CHANGE_REQUIRED: Explanation = explanation(
    "Il faut remplacer votre mot de passe provisoire avant toute autre commande.",
    "Un mot de passe provisoire a été vu par quelqu'un d'autre que vous.",
    "Tapez mot-de-passe changer.",
);
