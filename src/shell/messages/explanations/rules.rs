//! What the business refuses.

use super::{Explanation, explanation};

pub(super) const CUSTOMER_NOT_FOUND: Explanation = explanation(
    "Aucun client n'a ce numéro ou cette adresse.",
    "Une faute de frappe, ou un client supprimé ; les numéros ne servent qu'une fois.",
    "Cherchez-le avec clients lister --recherche suivi d'un nom, d'une entreprise ou d'une adresse.",
);
pub(super) const USER_NOT_FOUND: Explanation = explanation(
    "Aucun compte n'a ce numéro, cet identifiant ou ce matricule.",
    "Une faute de frappe, ou un compte supprimé.",
    "Vérifiez l'identifiant ; clients voir montre celui du commercial qui suit un client.",
);
pub(super) const DUPLICATE_EMAIL: Explanation = explanation(
    "Une autre fiche a déjà cette adresse e-mail.",
    "Une adresse ne sert qu'à une fiche.",
    "Ouvrez la fiche nommée par la réponse, et modifiez-la au lieu d'en créer une seconde.",
);
pub(super) const DUPLICATE_PHONE_NUMBER: Explanation = explanation(
    "Un autre compte a déjà ce numéro de téléphone.",
    "Chaque collègue a son propre numéro.",
    "Tapez un autre numéro.",
);
pub(super) const DUPLICATE_USERNAME: Explanation = explanation(
    "Un autre compte a déjà cet identifiant.",
    "Un identifiant ne désigne qu'une personne.",
    "Choisissez-en un autre, par exemple avec une initiale.",
);
pub(super) const PROBABLE_DUPLICATE: Explanation = explanation(
    "Un client de la même entreprise ou avec le même téléphone existe déjà.",
    "C'est souvent la même personne saisie deux fois, mais deux contacts peuvent partager un standard.",
    "Regardez la fiche nommée avec clients voir ; si ce sont deux personnes, ajoutez --accepter-doublon.",
);
pub(super) const CUSTOMER_HAS_CONTRACTS: Explanation = explanation(
    "Le client ne peut être supprimé parce qu'il a des contrats.",
    "Supprimer le client ferait perdre l'histoire de ses contrats.",
    "Regardez-les avec clients voir ; un client qui a des contrats se garde.",
);
pub(super) const CONTRACT_NOT_FOUND: Explanation = explanation(
    "Aucun contrat n'a ce numéro.",
    "Une faute de frappe, ou un contrat supprimé.",
    "Cherchez-le avec contrats lister.",
);
pub(super) const CONTRACT_ALREADY_SIGNED: Explanation = explanation(
    "Le contrat est signé : son montant, son client et sa signature ne changent plus.",
    "Une signature est irréversible, et ce qui est signé fait foi.",
    "Vérifiez le numéro avec contrats voir ; pour d'autres conditions, créez un nouveau contrat.",
);
pub(super) const CONTRACT_NOT_SIGNED: Explanation = explanation(
    "Le contrat n'est pas encore signé.",
    "Un paiement et un événement demandent un contrat signé.",
    "Enregistrez la signature avec contrats signer, puis recommencez.",
);
pub(super) const CONTRACT_HAS_EVENTS: Explanation = explanation(
    "Le contrat a des événements et ne peut être supprimé.",
    "Ses événements n'auraient plus de contrat.",
    "Gardez le contrat ; contrats voir montre ses événements.",
);
pub(super) const ZERO_AMOUNT: Explanation = explanation(
    "Le montant est nul.",
    "Un contrat et un paiement portent sur au moins un centime.",
    "Tapez un montant positif, par exemple 1234,56.",
);
pub(super) const PAYMENT_EXCEEDS_BALANCE: Explanation = explanation(
    "Le paiement dépasse ce qui reste dû.",
    "Une faute de frappe, ou un paiement déjà enregistré, peut-être par quelqu'un d'autre à l'instant.",
    "Regardez le reste dû et les paiements avec contrats voir.",
);
pub(super) const FUTURE_DATE: Explanation = explanation(
    "La date est après aujourd'hui.",
    "Une signature ou un paiement s'enregistre quand il a eu lieu.",
    "Corrigez la date ; sans elle, c'est aujourd'hui.",
);
pub(super) const OLD_DATE: Explanation = explanation(
    "La date est peut-être une faute de frappe.",
    "Le jour est avant la création du contrat, un paiement avant sa signature, ou l'année n'est ni celle-ci ni la \
     précédente.",
    "Corrigez la date ; si elle est juste, ajoutez --date-ancienne.",
);
pub(super) const PAYMENT_NOT_FOUND: Explanation = explanation(
    "Le contrat n'a pas de paiement de ce numéro.",
    "Une faute de frappe, ou le paiement d'un autre contrat.",
    "Regardez les numéros des paiements avec contrats voir.",
);
pub(super) const PAYMENT_ALREADY_REVERSED: Explanation = explanation(
    "Le paiement est déjà contrepassé.",
    "Un paiement ne se contrepasse qu'une fois.",
    "Regardez les paiements avec contrats voir ; si l'argent est revenu, enregistrez un nouveau paiement.",
);
pub(super) const PAYMENT_IS_REVERSAL: Explanation = explanation(
    "Ce paiement est lui-même une contrepassation.",
    "Une contrepassation ne se contrepasse pas.",
    "Si l'argent est revenu, enregistrez un nouveau paiement avec contrats encaisser.",
);
pub(super) const EVENT_NOT_FOUND: Explanation = explanation(
    "Aucun événement n'a ce numéro.",
    "Une faute de frappe dans le numéro.",
    "Cherchez-le avec evenements lister.",
);
pub(super) const EVENT_CANCELLED: Explanation = explanation(
    "L'événement est annulé : il se lit et ne change plus.",
    "Une annulation est définitive et libère le support.",
    "Créez un nouvel événement sur le même contrat avec evenements creer.",
);
pub(super) const EVENT_STARTS_IN_PAST: Explanation = explanation(
    "L'événement commencerait dans le passé.",
    "Une faute de frappe dans la date, souvent dans l'année.",
    "Corrigez --debut.",
);
pub(super) const EVENT_ENDS_BEFORE_START: Explanation = explanation(
    "L'événement finirait avant de commencer, ou aussitôt.",
    "Une des deux dates est fausse ; changée seule, elle est comparée à l'autre.",
    "Corrigez --debut ou --fin.",
);
pub(super) const EVENT_TOO_LONG: Explanation = explanation(
    "L'événement durerait trop longtemps.",
    "Souvent une faute de frappe dans le mois ou l'année de la fin.",
    "Corrigez --fin, ou créez plusieurs événements.",
);
pub(super) const SUPPORT_BUSY: Explanation = explanation(
    "Le collègue du support a déjà un événement à ce moment-là.",
    "Une personne ne peut être à deux endroits ; des événements qui se touchent ne se gênent pas.",
    "Choisissez un autre collègue ; la gestion peut passer outre avec --forcer --motif.",
);
pub(super) const OWN_ACCOUNT: Explanation = explanation(
    "Personne ne désactive, ne supprime ni ne change de rôle son propre compte, ni n'en réinitialise le mot de passe.",
    "Une fausse manœuvre fermerait la porte derrière vous.",
    "Demandez à un autre gestionnaire ; pour le mot de passe, tapez mot-de-passe changer.",
);
pub(super) const LAST_MANAGER: Explanation = explanation(
    "C'est le dernier compte de gestion actif.",
    "Sans gestion active, plus personne ne pourrait gérer les comptes.",
    "Créez ou réactivez d'abord un autre compte de gestion.",
);
pub(super) const ACCOUNT_HAS_PORTFOLIO: Explanation = explanation(
    "Le compte suit encore des clients, des contrats ou des événements.",
    "Ils se retrouveraient sans personne.",
    "Désactivez-le avec --remplacant, ou confiez d'abord chacun d'eux à un collègue.",
);
pub(super) const ACCOUNT_HAS_SERVED: Explanation = explanation(
    "Le compte a déjà servi et ne peut être supprimé.",
    "Des sessions, des paiements ou des signatures portent son nom, et restent.",
    "Désactivez-le avec utilisateurs desactiver.",
);
pub(super) const ACCOUNT_REPLACES_ITSELF: Explanation = explanation(
    "Le remplaçant est le compte lui-même.",
    "Le portefeuille doit passer à quelqu'un d'autre.",
    "Nommez un autre collègue actif du même rôle.",
);
pub(super) const ACCOUNT_INACTIVE: Explanation = explanation(
    "Le compte est désactivé.",
    "L'action demandée n'a de sens que pour un compte actif.",
    "Réactivez-le d'abord avec utilisateurs reactiver.",
);
pub(super) const AMBIGUOUS_NUMBER: Explanation = explanation(
    "Plusieurs contrats ou événements ont ce numéro court.",
    "Leurs numéros datent du temps où ils recommençaient à 1 chaque année.",
    "Tapez le numéro complet de celui que vous voulez, comme CT-2026-000012.",
);
pub(super) const ROLE_NOT_FOUND: Explanation = explanation(
    "Aucun rôle n'a ce nom.",
    "Une faute de frappe, ou un rôle qui n'existe pas dans cette base.",
    "Regardez leurs noms avec roles lister.",
);
pub(super) const SESSION_NOT_FOUND: Explanation = explanation(
    "Aucune session ouverte n'a ce numéro.",
    "Une faute de frappe, ou une session fermée entre-temps.",
    "Regardez les sessions ouvertes avec sessions lister.",
);
pub(super) const JOURNAL_ALTERED: Explanation = explanation(
    "Le journal n'est plus tel qu'il a été écrit.",
    "Des entrées ont été modifiées, retirées ou ajoutées en dehors du programme, ou perdues par la restauration d'une \
     copie plus ancienne.",
    "Gardez une copie de la base, et adressez-vous à votre administrateur. Ce qu'une restauration voulue a fait perdre \
     s'accepte, avec un motif : journal accepter-restauration.",
);
pub(super) const UNSUITABLE_ROLE: Explanation = explanation(
    "Le compte désigné n'est pas un compte actif du rôle voulu.",
    "Un client, par exemple, n'est confié qu'à un commercial actif.",
    "Désignez un collègue actif du rôle nommé.",
);
pub(super) const CONFLICT: Explanation = explanation(
    "Quelqu'un d'autre a modifié la même chose pendant votre saisie.",
    "Enregistrer votre valeur effacerait la sienne sans que personne ne le sache.",
    "Relisez la fiche, puis recommencez la modification si votre valeur est la bonne.",
);
pub(super) const PASSWORD_REFUSED: Explanation = explanation(
    "Le nouveau mot de passe ne respecte pas toutes les règles.",
    "Il lui faut 12 à 128 caractères, ne pas être courant, ne contenir ni votre nom ni celui de l'entreprise, \
         et différer de l'ancien.",
    "Recommencez mot-de-passe changer avec quelques mots sans rapport avec vous.",
);
pub(super) const NO_NEXT_PAGE: Explanation = explanation(
    "Il n'y a pas de page suivante.",
    "Aucune liste n'a été affichée, ou la dernière l'a été en entier.",
    "Affichez une liste, par exemple avec clients lister, puis tapez suite.",
);
pub(super) const FIRST_ACCOUNT_EXISTS: Explanation = explanation(
    "La base a déjà un compte de gestion.",
    "base premier-compte ne sert qu'une fois, dans une base neuve.",
    "Connectez-vous avec le compte de gestion qui existe.",
);
pub(super) const FORBIDDEN_IN_PRODUCTION: Explanation = explanation(
    "La commande est refusée sur des données réelles.",
    "EPIC_EVENTS_ENVIRONMENT vaut production, ou n'est pas donné alors qu'une base est configurée.",
    "Vérifiez avec base etat la base en service ; ces commandes sont faites pour la démonstration.",
);
pub(super) const FORBIDDEN_IN_CI: Explanation = explanation(
    "La commande est refusée à une machine qui teste : une différence s'accepte après avoir été lue.",
    "La variable d'environnement CI est définie, comme le font les services d'intégration continue.",
    "Rejouez sans --accepter pour voir ce qui diffère ; acceptez-le sur votre poste, où CI n'est pas définie.",
);
pub(super) const NOT_PRIVATE_SERVER: Explanation = explanation(
    "La commande ne concerne que le serveur privé de démonstration.",
    "EPIC_EVENTS_DATABASE_URL désigne un serveur que le programme n'a pas démarré.",
    "Vérifiez avec base etat la base en service ; ce serveur s'arrête avec ses propres outils.",
);
pub(super) const SERVER_IN_USE: Explanation = explanation(
    "Le serveur privé n'est pas arrêté, car d'autres s'en servent.",
    "Le programme est ouvert dans d'autres fenêtres avec le même dossier de données.",
    "Fermez-les avec quitter : la dernière arrête le serveur.",
);
pub(super) const RUN_UNFINISHED: Explanation = explanation(
    "Une exécution précédente de ce fichier s'est arrêtée avant la fin.",
    "Une erreur, une interruption ou une panne ; ses premières lignes sont faites, et les refaire les ferait deux \
     fois.",
    "Tapez executer avec --reprendre pour continuer ; --recommencer oublie l'exécution arrêtée et refait tout.",
);
pub(super) const RUN_IN_PROGRESS: Explanation = explanation(
    "Ce fichier est en cours d'exécution dans une autre fenêtre.",
    "L'exécuter deux fois à la fois ferait deux fois la même chose.",
    "Attendez que l'autre exécution finisse.",
);
pub(super) const NO_RUN_TO_RESUME: Explanation = explanation(
    "Aucune exécution de ce fichier n'est à reprendre.",
    "La dernière est allée au bout, ou elle a eu lieu sur une autre base, sous un autre compte, ou le fichier \
     s'appelait autrement.",
    "Tapez executer sans --reprendre.",
);
pub(super) const RUN_CHANGED: Explanation = explanation(
    "Le fichier, ou une variable, a changé depuis l'exécution à reprendre.",
    "Reprendre au milieu d'un autre fichier ferait ce que personne n'a relu.",
    "Rétablissez le fichier, ou mettez les lignes restantes dans un nouveau fichier.",
);
pub(super) const RUN_LINES_MISSING: Explanation = explanation(
    "Des lignes de ce fichier ont été exécutées, et la base n'en sait rien.",
    "La base a été restaurée à un état plus ancien, ou ce n'est plus la même : un autre serveur, une copie, un serveur \
     en retard.",
    "Vérifiez d'abord que c'est la bonne base et qu'elle est à jour. Si elle a été restaurée, --reprendre avec \
     --base-restauree refait ce qui manque à partir de la ligne nommée ; si elle ne connaît rien du fichier, \
     --recommencer le fait en entier.",
);
pub(super) const DIAGNOSTIC_FAILED: Explanation = explanation(
    "Le diagnostic a trouvé au moins un défaut.",
    "Le serveur, le schéma, les droits des rôles ou le compte du programme ne sont pas comme il faut.",
    "Corrigez chaque défaut affiché, souvent avec base preparer, puis relancez base diagnostic.",
);
pub(super) const DECLINED: Explanation = explanation(
    "La commande a été abandonnée à votre demande.",
    "La réponse à la question n'était pas une confirmation.",
    "Rien n'a été fait ; retapez la commande si vous changez d'avis.",
);
pub(super) const UNKNOWN_CODE: Explanation = explanation(
    "Le mot donné à expliquer n'est pas un code d'erreur.",
    "Un code est le mot en majuscules affiché entre crochets.",
    "Recopiez-le, par exemple expliquer DROIT_MANQUANT.",
);
