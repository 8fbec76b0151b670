//! The program itself.

use super::{Explanation, explanation};

pub(super) const INTERNAL: Explanation = explanation(
    "Le programme a rencontré une situation qu'il n'aurait pas dû rencontrer.",
    "C'est un défaut du programme, pas de ce que vous avez tapé.",
    "Donnez le numéro affiché à votre administrateur : il le retrouve dans le journal technique.",
);
pub(super) const INTERRUPTED: Explanation = explanation(
    "La commande a été arrêtée avant la fin.",
    "Ctrl-C a été pressé, ou l'arrêt a été demandé au programme.",
    "Rien n'a été enregistré ; retapez la commande quand vous voulez.",
);
