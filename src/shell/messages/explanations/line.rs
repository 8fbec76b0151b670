//! What is wrong with a line.

use super::{Explanation, explanation};

pub(super) const UNKNOWN_OBJECT: Explanation = explanation(
    "Le premier mot de la ligne n'est ni un objet, ni une commande d'un seul mot.",
    "Une faute de frappe, ou un mot d'un autre programme.",
    "Tapez aide pour voir les commandes ; la proposition affichée est la plus proche.",
);
pub(super) const UNKNOWN_VERB: Explanation = explanation(
    "L'objet existe, mais pas ce verbe.",
    "Une faute de frappe, ou une action que cet objet n'a pas.",
    "Tapez aide suivi de l'objet, par exemple aide clients, pour voir ses verbes.",
);
pub(super) const MISSING_VERB: Explanation = explanation(
    "La ligne nomme un objet sans dire que faire.",
    "Une commande s'écrit objet puis verbe, comme clients lister.",
    "Ajoutez l'un des verbes affichés.",
);
pub(super) const UNKNOWN_OPTION: Explanation = explanation(
    "La commande n'a pas cette option.",
    "Une faute de frappe, ou une option d'une autre commande.",
    "Tapez la commande suivie de --aide pour voir ses options.",
);
pub(super) const REPEATED_OPTION: Explanation = explanation(
    "La même option est donnée deux fois.",
    "Le programme ne choisit pas à votre place entre deux valeurs.",
    "Gardez une seule des deux.",
);
pub(super) const MISSING_VALUE: Explanation = explanation(
    "L'option attend une valeur, qui manque.",
    "La ligne finit après l'option, ou une autre option la suit.",
    "Écrivez la valeur après l'option ; si elle commence par deux tirets, écrivez --option=\"--valeur\".",
);
pub(super) const UNEXPECTED_VALUE: Explanation = explanation(
    "L'option ne prend pas de valeur.",
    "C'est un drapeau : sa présence suffit, comme pour --miens.",
    "Retirez le signe égal et ce qui le suit.",
);
pub(super) const MISSING_ARGUMENT: Explanation = explanation(
    "Il manque à la commande une valeur obligatoire.",
    "Dans le shell elle serait demandée ; derrière un tube ou en arguments du programme, aucune question n'est \
         posée.",
    "Complétez la ligne ; --aide après la commande montre comment elle s'écrit.",
);
pub(super) const EXTRA_ARGUMENT: Explanation = explanation(
    "La ligne a un mot de plus que la commande n'en prend.",
    "Souvent une valeur de plusieurs mots sans guillemets.",
    "Retirez ce mot, ou groupez la valeur entre guillemets droits : \"Cool Startup\".",
);
pub(super) const INCOMPATIBLE_OPTIONS: Explanation = explanation(
    "Deux options de la ligne s'excluent.",
    "Elles demandent des choses contraires.",
    "Gardez une seule des deux.",
);
pub(super) const UNCLOSED_QUOTE: Explanation = explanation(
    "Un guillemet est ouvert et n'est jamais fermé.",
    "Le second guillemet manque ; dans une valeur entre guillemets droits, un guillemet s'écrit \\\".",
    "Fermez le guillemet, ou retirez le premier.",
);
pub(super) const TYPOGRAPHIC_QUOTE: Explanation = explanation(
    "Des guillemets typographiques entourent un mot.",
    "Ils viennent d'un traitement de texte ; seuls les guillemets droits groupent les mots.",
    "Recopiez la ligne affichée, où ils sont remplacés.",
);
pub(super) const AMBIGUOUS_PREFIX: Explanation = explanation(
    "L'abréviation convient à plusieurs mots.",
    "Le shell accepte le début d'un mot quand un seul mot commence ainsi.",
    "Tapez quelques lettres de plus.",
);
pub(super) const UNDEFINED_VARIABLE: Explanation = explanation(
    "Le fichier de commandes emploie une variable qu'aucune ligne précédente ne définit.",
    "Une faute de frappe dans le nom, ou une définition placée après.",
    "Définissez-la avant, par definir ou par => ; un $ sans variable s'écrit entre apostrophes : '$nom'.",
);
pub(super) const INVALID_VARIABLE_NAME: Explanation = explanation(
    "Le nom donné à une variable n'en est pas un.",
    "Un nom commence par une lettre et n'a que des lettres sans accent, des chiffres et des soulignés.",
    "Choisissez par exemple client ou remise_2026.",
);
pub(super) const CREATES_NOTHING: Explanation = explanation(
    "La ligne garde sous un nom ce que la commande crée, mais cette commande ne crée rien.",
    "Après =>, une variable reçoit le numéro de ce qui vient d'être créé.",
    "Retirez => et le nom, ou placez-les après une commande creer.",
);
pub(super) const NOT_IN_FILES: Explanation = explanation(
    "Cette commande n'a pas sa place dans un fichier de commandes.",
    "Elle demande une personne, gouverne le fichier lui-même, ou fait à la base ce qu'aucun fichier ne peut défaire.",
    "Retirez la ligne ; l'identité se donne avec --identifiant avant executer.",
);
pub(super) const INCLUSION_REFUSED: Explanation = explanation(
    "Le fichier ne peut être inclus.",
    "Il est illisible, s'inclut lui-même, ou les fichiers s'incluent trop profondément.",
    "Vérifiez le chemin : il part du dossier du fichier qui inclut.",
);
pub(super) const LINE_TOO_LONG: Explanation = explanation(
    "La ligne est plus longue que le programme n'en accepte.",
    "Souvent un collage involontaire, ou un guillemet ouvert par erreur.",
    "Raccourcissez la ligne.",
);
pub(super) const WRONG_LINES: Explanation = explanation(
    "Certaines des lignes analysées ne sont pas des commandes correctes.",
    "Chacune est décrite dans le résultat, avec le code et la place de chaque erreur.",
    "Corrigez ces lignes ; expliquer suivi du code explique chaque erreur.",
);
pub(super) const CONFIRMATION_REQUIRED: Explanation = explanation(
    "La commande pose une question et personne ne peut y répondre.",
    "Elle détruit quelque chose ou demande un secret, et elle n'est pas tapée dans le shell.",
    "Tapez-la dans le shell, ou ajoutez --oui si c'est une confirmation.",
);
pub(super) const NOTHING_TO_CHANGE: Explanation = explanation(
    "La commande ne nomme aucun champ à modifier.",
    "Dans le shell elle ouvrirait la fiche entière ; derrière un tube ou en arguments du programme, aucune question \
     n'est posée.",
    "Ajoutez l'option du champ à modifier ; --aide après la commande les montre toutes.",
);
