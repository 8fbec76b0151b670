//! The stable codes of errors and the kinds they belong to.
//!
//! A code is a French ASCII word that never changes once released: scripts test it, `expliquer` explains it, logs and
//! Sentry group by it. Its [`Kind`] alone decides the exit status, the log level and whether Sentry hears of it.

use std::fmt;

/// The family of an error. French headings are in `shell::messages`; everything else about a kind is decided here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A business rule is broken, something is not found, a duplicate, a conflict.
    Rule,
    /// The command is not understood or one of its values is invalid.
    Syntax,
    /// The person lacks the right, or does not own the object.
    Access,
    /// Nobody is signed in, the session ended, or signing in was refused.
    Connection,
    /// The database is unreachable, lost, unprepared, or the outcome of a write is unknown.
    Service,
    /// A file cannot be read or written.
    File,
    /// A fault of the program itself.
    Internal,
    /// The person pressed Ctrl-C.
    Interrupted,
}

impl Kind {
    /// The exit status of the program when a command ends this way.
    pub const fn exit_status(self) -> u8 {
        match self {
            Self::Rule => 1,
            Self::Syntax => 2,
            Self::Access => 3,
            Self::Connection => 4,
            Self::Service => 5,
            Self::File => 6,
            Self::Internal => 70,
            Self::Interrupted => 130,
        }
    }

    /// How loud the log line of such an error is: what a person did wrong is no news for the operator.
    pub const fn log_level(self) -> log::Level {
        match self {
            Self::Rule | Self::Syntax | Self::File | Self::Interrupted => log::Level::Info,
            Self::Access | Self::Connection => log::Level::Warn,
            Self::Service | Self::Internal => log::Level::Error,
        }
    }

    /// Whether the error is reported to Sentry.
    pub const fn is_reported(self) -> bool {
        matches!(self, Self::Service | Self::Internal)
    }
}

/// Declares the codes once: variant, stable word, kind. The list [`Code::ALL`] follows from it.
macro_rules! codes {
    ($($(#[$documentation:meta])* $variant:ident = $word:literal, $kind:ident;)*) => {
        /// A stable error code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[$documentation])* $variant,)*
        }

        impl Code {
            /// Every code, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable French word.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The family that decides heading and exit status.
            pub const fn kind(self) -> Kind {
                match self {
                    $(Self::$variant => Kind::$kind,)*
                }
            }
        }
    };
}

codes! {
    // The line.
    /// The first word is no object and no one-word command.
    UnknownObject = "OBJET_INCONNU", Syntax;
    /// The object exists, the verb does not.
    UnknownVerb = "VERBE_INCONNU", Syntax;
    /// An object without a verb.
    MissingVerb = "VERBE_MANQUANT", Syntax;
    /// The command has no such option.
    UnknownOption = "OPTION_INCONNUE", Syntax;
    /// An option given twice.
    RepeatedOption = "OPTION_REPETEE", Syntax;
    /// An option without its value.
    MissingValue = "VALEUR_MANQUANTE", Syntax;
    /// A switch with a value.
    UnexpectedValue = "VALEUR_INATTENDUE", Syntax;
    /// A required argument is absent.
    MissingArgument = "ARGUMENT_MANQUANT", Syntax;
    /// More words than the command takes.
    ExtraArgument = "ARGUMENT_EN_TROP", Syntax;
    /// Two options that exclude each other.
    IncompatibleOptions = "OPTIONS_INCOMPATIBLES", Syntax;
    /// A quote that is never closed.
    UnclosedQuote = "GUILLEMET_OUVERT", Syntax;
    /// Typographic quotes around a word.
    TypographicQuote = "GUILLEMET_TYPOGRAPHIQUE", Syntax;
    /// An abbreviation that several words share.
    AmbiguousPrefix = "ABREVIATION_AMBIGUE", Syntax;
    /// A variable of a command file that no line before defines.
    UndefinedVariable = "VARIABLE_INCONNUE", Syntax;
    /// A name that no variable can have.
    InvalidVariableName = "NOM_DE_VARIABLE_INVALIDE", Syntax;
    /// A command that makes nothing cannot give a variable its value.
    CreatesNothing = "CAPTURE_IMPOSSIBLE", Syntax;
    /// A command that has no place in a command file.
    NotInFiles = "COMMANDE_HORS_FICHIER", Syntax;
    /// A file that cannot be included.
    InclusionRefused = "INCLUSION_IMPOSSIBLE", Syntax;
    /// A line over the accepted size.
    LineTooLong = "LIGNE_TROP_LONGUE", Syntax;
    /// Some of the lines that were to be checked are wrong.
    WrongLines = "LIGNES_INCORRECTES", Syntax;
    /// A destructive command without `--oui` where nobody can be asked.
    ConfirmationRequired = "CONFIRMATION_REQUISE", Syntax;
    /// A change that changes no field.
    NothingToChange = "MODIFICATION_VIDE", Syntax;
    // Values.
    /// A text is empty, too short, too long or holds a forbidden character.
    InvalidText = "TEXTE_INVALIDE", Syntax;
    /// Not an amount of money.
    InvalidAmount = "MONTANT_INVALIDE", Syntax;
    /// Not a date, or a moment that does not exist or exists twice.
    InvalidDate = "DATE_INVALIDE", Syntax;
    /// Not an e-mail address.
    InvalidEmail = "EMAIL_INVALIDE", Syntax;
    /// Not a telephone number.
    InvalidPhoneNumber = "TELEPHONE_INVALIDE", Syntax;
    /// Not a username.
    InvalidUsername = "IDENTIFIANT_INVALIDE", Syntax;
    /// Not a number, e-mail or reference that can designate an object.
    InvalidReference = "REFERENCE_INVALIDE", Syntax;
    /// Not a whole number within its bounds.
    InvalidNumber = "NOMBRE_INVALIDE", Syntax;
    /// Not one of a closed list of words.
    InvalidChoice = "CHOIX_INVALIDE", Syntax;
    /// A setting of the environment has a wrong value.
    InvalidSetting = "REGLAGE_INVALIDE", Syntax;
    // Rules.
    /// No such customer.
    CustomerNotFound = "CLIENT_INTROUVABLE", Rule;
    /// No such account.
    UserNotFound = "UTILISATEUR_INTROUVABLE", Rule;
    /// Another record has this e-mail address.
    DuplicateEmail = "EMAIL_DEJA_UTILISE", Rule;
    /// Another record has this telephone number.
    DuplicatePhoneNumber = "TELEPHONE_DEJA_UTILISE", Rule;
    /// Another account has this username.
    DuplicateUsername = "IDENTIFIANT_DEJA_UTILISE", Rule;
    /// Another customer has this company or telephone number.
    ProbableDuplicate = "DOUBLON_PROBABLE", Rule;
    /// The customer still has contracts.
    CustomerHasContracts = "CLIENT_AVEC_CONTRATS", Rule;
    /// No such contract.
    ContractNotFound = "CONTRAT_INTROUVABLE", Rule;
    /// The contract is signed: amount, customer and signature stay.
    ContractAlreadySigned = "CONTRAT_DEJA_SIGNE", Rule;
    /// The contract is not signed yet.
    ContractNotSigned = "CONTRAT_NON_SIGNE", Rule;
    /// The contract has events.
    ContractHasEvents = "CONTRAT_AVEC_EVENEMENTS", Rule;
    /// An amount of nothing.
    ZeroAmount = "MONTANT_NUL", Rule;
    /// A payment over what is still due.
    PaymentExceedsBalance = "PAIEMENT_EXCESSIF", Rule;
    /// A signature or a payment later than today.
    FutureDate = "DATE_FUTURE", Rule;
    /// A signature or a payment on a day that is probably a slip of the finger.
    OldDate = "DATE_ANCIENNE", Rule;
    /// The contract has no such payment.
    PaymentNotFound = "PAIEMENT_INTROUVABLE", Rule;
    /// The payment was reversed already.
    PaymentAlreadyReversed = "PAIEMENT_DEJA_CONTREPASSE", Rule;
    /// The payment is a reversal.
    PaymentIsReversal = "PAIEMENT_NON_CONTREPASSABLE", Rule;
    /// No such event.
    EventNotFound = "EVENEMENT_INTROUVABLE", Rule;
    /// The event is cancelled.
    EventCancelled = "EVENEMENT_ANNULE", Rule;
    /// The event would begin in the past.
    EventStartsInPast = "DEBUT_PASSE", Rule;
    /// The event would end before it begins.
    EventEndsBeforeStart = "FIN_AVANT_DEBUT", Rule;
    /// The event would last too long.
    EventTooLong = "DUREE_EXCESSIVE", Rule;
    /// The support colleague is busy at that time.
    SupportBusy = "SUPPORT_OCCUPE", Rule;
    /// Nobody does that to their own account.
    OwnAccount = "PROPRE_COMPTE", Rule;
    /// The last active management account.
    LastManager = "DERNIER_GESTIONNAIRE", Rule;
    /// The account still looks after something.
    AccountHasPortfolio = "COMPTE_AVEC_PORTEFEUILLE", Rule;
    /// Something refers to the account.
    AccountHasServed = "COMPTE_UTILISE", Rule;
    /// An account cannot take over from itself.
    AccountReplacesItself = "REMPLACANT_IDENTIQUE", Rule;
    /// The account is not active.
    AccountInactive = "COMPTE_DESACTIVE", Rule;
    /// A short number of several.
    AmbiguousNumber = "NUMERO_AMBIGU", Rule;
    /// No such role.
    RoleNotFound = "ROLE_INTROUVABLE", Rule;
    /// No such open session.
    SessionNotFound = "SESSION_INTROUVABLE", Rule;
    /// The journal was changed.
    JournalAltered = "JOURNAL_ALTERE", Rule;
    /// The account is not an active account of the role that is needed.
    UnsuitableRole = "ROLE_INADAPTE", Rule;
    /// Somebody else changed the same thing meanwhile.
    Conflict = "CONFLIT_DE_MODIFICATION", Rule;
    /// The new password does not satisfy the rules.
    PasswordRefused = "MOT_DE_PASSE_REFUSE", Rule;
    /// There is no further page.
    NoNextPage = "PAS_DE_SUITE", Rule;
    /// A management account exists already.
    FirstAccountExists = "PREMIER_COMPTE_EXISTANT", Rule;
    /// The operation is refused in production.
    ForbiddenInProduction = "INTERDIT_EN_PRODUCTION", Rule;
    /// The operation is for a person who reads what it changes.
    ForbiddenInCi = "INTERDIT_EN_CI", Rule;
    /// The operation concerns the private demonstration server only.
    NotPrivateServer = "PAS_DE_SERVEUR_PRIVE", Rule;
    /// Another shell still uses the private server.
    ServerInUse = "SERVEUR_UTILISE", Rule;
    /// An earlier run of the command file did not end.
    RunUnfinished = "EXECUTION_INACHEVEE", Rule;
    /// The command file is being run elsewhere.
    RunInProgress = "EXECUTION_EN_COURS", Rule;
    /// There is no run of the command file to go on with.
    NoRunToResume = "PAS_DE_REPRISE", Rule;
    /// The command file changed since the run that is to go on.
    RunChanged = "FICHIER_MODIFIE", Rule;
    /// The database knows nothing of lines of the command file that were done.
    RunLinesMissing = "LIGNES_ABSENTES", Rule;
    /// A diagnostic found something wrong.
    DiagnosticFailed = "DIAGNOSTIC_DEFAVORABLE", Rule;
    /// The person answered no.
    Declined = "ABANDON", Rule;
    /// No error code has this name.
    UnknownCode = "CODE_INCONNU", Rule;
    // Access.
    /// The role lacks the right.
    PermissionDenied = "DROIT_MANQUANT", Access;
    /// The right covers one's own objects and this one is somebody else's.
    NotOwner = "PAS_PROPRIETAIRE", Access;
    /// The right covers one's own objects and the option asks for more.
    ReservedOption = "OPTION_RESERVEE", Access;
    /// A support colleague runs the event: the salesperson no longer changes it.
    EventAssigned = "EVENEMENT_DEJA_ASSIGNE", Access;
    /// Commands use no files on this machine.
    FilesForbidden = "FICHIERS_INTERDITS", Access;
    // Connection.
    /// Nobody is signed in.
    NotSignedIn = "CONNEXION_REQUISE", Connection;
    /// Signing in was refused, whatever the reason.
    SignInRefused = "CONNEXION_REFUSEE", Connection;
    /// The present password, asked for to change it, is wrong.
    CurrentPasswordRefused = "MOT_DE_PASSE_ACTUEL_REFUSE", Connection;
    /// The session is past its idle or absolute limit.
    SessionExpired = "SESSION_EXPIREE", Connection;
    /// The session was closed, or the account disabled or changed.
    SessionClosed = "SESSION_FERMEE", Connection;
    /// The temporary password must be changed first.
    PasswordChangeRequired = "MOT_DE_PASSE_A_CHANGER", Connection;
    // Service.
    /// The database does not answer.
    Unavailable = "BASE_INJOIGNABLE", Service;
    /// The database refuses the program's account.
    AccessToDatabaseRefused = "COMPTE_DE_BASE_REFUSE", Service;
    /// The server takes no write: a replica, or one that is set so.
    ReadOnlyServer = "BASE_EN_LECTURE_SEULE", Service;
    /// The server is not a working part of its cluster.
    ServerNotReady = "SERVEUR_PAS_PRET", Service;
    /// A table or the disk of the server is full.
    ServerFull = "BASE_PLEINE", Service;
    /// The server, or the account, has all the connections it may have.
    TooManyConnections = "TROP_DE_CONNEXIONS", Service;
    /// A setting of the server is not what the program needs.
    UnsuitableServer = "SERVEUR_MAL_REGLE", Service;
    /// What is written is larger than the server accepts.
    PacketTooLarge = "REQUETE_TROP_GRANDE", Service;
    /// The account of the program lacks a right.
    MissingGrant = "DROIT_DU_COMPTE_MANQUANT", Service;
    /// A statement took longer than one may.
    SlowStatement = "REQUETE_TROP_LONGUE", Service;
    /// The database server does not prove that it is the one meant, or offers no TLS.
    ServerIdentityRefused = "IDENTITE_DU_SERVEUR_REFUSEE", Service;
    /// The database went on refusing because others hold the same rows.
    Busy = "BASE_OCCUPEE", Service;
    /// The answer to a write was lost and could not be looked up.
    OutcomeUnknown = "ISSUE_INCONNUE", Service;
    /// A row of the database holds a value that no command writes.
    UnreadableValue = "VALEUR_ILLISIBLE", Service;
    /// The schema is missing or older than the program.
    SchemaMissing = "BASE_NON_PREPAREE", Service;
    /// The schema is newer than the program, or was edited.
    SchemaMismatch = "SCHEMA_INCOHERENT", Service;
    /// The triggers of the database are not those of the program.
    GuardsBroken = "DECLENCHEURS_INCOHERENTS", Service;
    /// The permissions of the database are not those of the program.
    PermissionMismatch = "DROITS_INCOHERENTS", Service;
    /// The private server could not be found, installed or started.
    ServerNotStarted = "SERVEUR_NON_DEMARRE", Service;
    // Files.
    /// A file cannot be read.
    UnreadableFile = "FICHIER_ILLISIBLE", File;
    /// A file, or the output, cannot be written.
    UnwritableFile = "ECRITURE_IMPOSSIBLE", File;
    /// A folder of the program's own cannot be used.
    UnusableFolder = "DOSSIER_INUTILISABLE", File;
    /// A file exists and may not be overwritten.
    FileExists = "FICHIER_EXISTANT", File;
    /// A file with a secret can be read by others.
    ExposedFile = "FICHIER_EXPOSE", File;
    // The program.
    /// A fault of the program.
    Internal = "ERREUR_INTERNE", Internal;
    /// Ctrl-C.
    Interrupted = "INTERROMPU", Interrupted;
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}
