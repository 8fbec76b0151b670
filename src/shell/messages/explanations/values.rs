//! What is wrong with a value.

use super::{Explanation, explanation};

pub(super) const INVALID_TEXT: Explanation = explanation(
    "Un texte est vide, trop court, trop long, ou contient un caractère interdit.",
    "Les caractères invisibles ou de contrôle sont refusés ; ils viennent souvent d'un copier-coller.",
    "Retapez le texte ; le message donne la longueur permise ou la place du caractère.",
);
pub(super) const INVALID_AMOUNT: Explanation = explanation(
    "La valeur n'est pas un montant.",
    "Un montant a au plus deux décimales, sans signe ni exposant ; 1.234 est ambigu.",
    "Tapez par exemple 1234,56.",
);
pub(super) const INVALID_DATE: Explanation = explanation(
    "La valeur n'est pas une date, ou désigne une heure qui n'existe pas ou existe deux fois.",
    "L'année a quatre chiffres ; aux changements d'heure, une heure est sautée ou répétée.",
    "Tapez par exemple 25/12/2026, ou \"25/12/2026 14:30\" avec l'heure.",
);
pub(super) const INVALID_EMAIL: Explanation = explanation(
    "La valeur n'est pas une adresse e-mail.",
    "Il manque souvent l'arobase ou le point du domaine.",
    "Tapez par exemple prenom.nom@exemple.fr.",
);
pub(super) const INVALID_PHONE_NUMBER: Explanation = explanation(
    "La valeur n'est pas un numéro de téléphone.",
    "Sans indicatif, le numéro est lu comme français.",
    "Tapez par exemple 06 12 34 56 78 entre guillemets, ou +678 123 4567 pour un autre pays.",
);
pub(super) const INVALID_USERNAME: Explanation = explanation(
    "La valeur n'est pas un identifiant de connexion.",
    "Il a 3 à 32 caractères : lettres sans accent, chiffres, point, tiret, souligné ; il commence par une \
         lettre.",
    "Tapez par exemple j.dupont.",
);
pub(super) const INVALID_REFERENCE: Explanation = explanation(
    "La valeur ne peut désigner aucun objet.",
    "Un client se désigne par son numéro ou son e-mail, une personne par son numéro, son identifiant ou son \
         matricule.",
    "Tapez par exemple 12, kevin@startup.io, sales2 ou EMP-0001.",
);
pub(super) const INVALID_NUMBER: Explanation = explanation(
    "La valeur n'est pas un nombre entier dans ses bornes.",
    "Une lettre, une virgule, ou un nombre trop petit ou trop grand.",
    "Tapez un nombre entre les bornes affichées.",
);
pub(super) const INVALID_CHOICE: Explanation = explanation(
    "La valeur ne fait pas partie de la liste permise.",
    "Une faute de frappe, ou une valeur d'une autre option.",
    "Tapez l'une des valeurs affichées.",
);
pub(super) const INVALID_SETTING: Explanation = explanation(
    "Un réglage du programme a une valeur qui n'est pas valable, ou une variable EPIC_EVENTS_… n'est aucun réglage ; \
     le programme ne démarre pas.",
    "La variable nommée vient de l'environnement, ou du fichier .env ou --configuration. Un nom mal tapé n'aurait \
     aucun effet : la démonstration s'ouvrirait à la place de votre base.",
    "Corrigez-la ; .env.example décrit chaque réglage et sa valeur par défaut.",
);
