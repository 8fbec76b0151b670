//! What each permission allows, in French: « vous n'avez pas le droit de créer un client ».

use crate::models::permission::PermissionName;

/// The right as an infinitive, without article or full stop.
pub const fn label(permission: PermissionName) -> &'static str {
    match permission {
        PermissionName::UserCreate => "créer un compte",
        PermissionName::UserRead => "consulter les comptes",
        PermissionName::UserUpdate => "modifier un compte",
        PermissionName::UserDelete => "supprimer un compte",
        PermissionName::CustomerCreate => "créer un client",
        PermissionName::CustomerRead => "consulter les clients",
        PermissionName::CustomerUpdate => "modifier un client",
        PermissionName::CustomerDelete => "supprimer un client",
        PermissionName::CustomerTransfer => "transférer un client",
        PermissionName::ContractCreate => "créer un contrat",
        PermissionName::ContractRead => "consulter les contrats",
        PermissionName::ContractUpdate => "modifier un contrat",
        PermissionName::ContractDelete => "supprimer un contrat",
        PermissionName::ContractSign => "enregistrer la signature d'un contrat",
        PermissionName::ContractRecordPayment => "enregistrer un paiement",
        PermissionName::ContractReversePayment => "contrepasser un paiement",
        PermissionName::EventCreate => "créer un événement",
        PermissionName::EventRead => "consulter les événements",
        PermissionName::EventUpdate => "modifier un événement",
        PermissionName::EventAssignSupport => "assigner un événement à un collègue du support",
        PermissionName::EventCancel => "annuler un événement",
        PermissionName::RoleRead => "consulter les rôles et leurs droits",
        PermissionName::AuditRead => "consulter le journal",
        PermissionName::SessionRead => "consulter les sessions ouvertes",
        PermissionName::SessionClose => "fermer une session",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_permission_has_a_label_of_its_own_that_reads_as_an_infinitive() {
        let labels: HashSet<&str> = PermissionName::ALL.iter().copied().map(label).collect();
        assert_eq!(labels.len(), PermissionName::ALL.len());
        for label in labels {
            let verb = label.split(' ').next().unwrap_or_default();
            assert!(verb.ends_with("er"), "{label}");
            assert!(!label.ends_with('.'), "{label}");
        }
    }
}
