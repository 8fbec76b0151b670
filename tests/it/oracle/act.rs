//! One random command: who types it and what it is. Objects are places in the model, so that most of them are there.

use proptest::prelude::*;

use super::model::Model;
use crate::customers::creation;

/// A command and its actor, a place among the accounts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Act {
    pub(super) actor: usize,
    pub(super) deed: Deed,
}

/// What is typed. Objects are counted from 0 and may be just beyond the last.
#[derive(Debug, Clone, Copy)]
pub(super) enum Deed {
    CreateCustomer {
        number: u32,
    },
    RenameCustomer {
        customer: usize,
        name: u8,
    },
    DeleteCustomer {
        customer: usize,
    },
    TransferCustomer {
        customer: usize,
        to: usize,
    },
    CreateContract {
        customer: usize,
        cents: i64,
    },
    ChangeAmount {
        contract: usize,
        cents: i64,
    },
    DeleteContract {
        contract: usize,
    },
    Sign {
        contract: usize,
        is_tomorrow: bool,
    },
    Pay {
        contract: usize,
        cents: i64,
    },
    Reverse {
        contract: usize,
        payment: usize,
    },
    CreateEvent {
        contract: usize,
        starts_in: i64,
        lasts: i64,
    },
    MoveEvent {
        event: usize,
        place: u8,
    },
    Assign {
        event: usize,
        to: usize,
        is_forced: bool,
    },
    Unassign {
        event: usize,
    },
    Cancel {
        event: usize,
    },
    Disable {
        account: usize,
    },
    Enable {
        account: usize,
    },
}

/// Any act. Amounts are few, so that they meet; people and objects too.
pub(super) fn act() -> impl Strategy<Value = Act> {
    let cents = || prop_oneof![Just(0), Just(10), Just(1999), Just(400_050), Just(1_200_050)];
    let account = || 0..7_usize;
    let customer = || 0..7_usize;
    let contract = || 0..14_usize;
    let event = || 0..10_usize;
    let deed = prop_oneof![
        2 => (0..5_u32).prop_map(|number| Deed::CreateCustomer { number }),
        2 => (customer(), 0..3_u8).prop_map(|(customer, name)| Deed::RenameCustomer { customer, name }),
        1 => customer().prop_map(|customer| Deed::DeleteCustomer { customer }),
        2 => (customer(), account()).prop_map(|(customer, to)| Deed::TransferCustomer { customer, to }),
        3 => (customer(), cents()).prop_map(|(customer, cents)| Deed::CreateContract { customer, cents }),
        2 => (contract(), cents()).prop_map(|(contract, cents)| Deed::ChangeAmount { contract, cents }),
        1 => contract().prop_map(|contract| Deed::DeleteContract { contract }),
        4 => (contract(), proptest::bool::weighted(0.2))
            .prop_map(|(contract, is_tomorrow)| Deed::Sign { contract, is_tomorrow }),
        4 => (contract(), cents()).prop_map(|(contract, cents)| Deed::Pay { contract, cents }),
        2 => (contract(), 0..12_usize).prop_map(|(contract, payment)| Deed::Reverse { contract, payment }),
        4 => (contract(), -5..200_i64, -1..50_i64)
            .prop_map(|(contract, starts_in, lasts)| Deed::CreateEvent { contract, starts_in, lasts }),
        3 => (event(), 0..3_u8).prop_map(|(event, place)| Deed::MoveEvent { event, place }),
        4 => (event(), account(), proptest::bool::weighted(0.1))
            .prop_map(|(event, to, is_forced)| Deed::Assign { event, to, is_forced }),
        1 => event().prop_map(|event| Deed::Unassign { event }),
        1 => event().prop_map(|event| Deed::Cancel { event }),
        1 => account().prop_map(|account| Deed::Disable { account }),
        2 => account().prop_map(|account| Deed::Enable { account }),
    ];
    // Management and sales do most of the work.
    let actor = prop_oneof![3 => 0..2_usize, 4 => 2..5_usize, 1 => 5..7_usize];
    (actor, deed).prop_map(|(actor, deed)| Act { actor, deed })
}

impl Act {
    /// The line that is typed.
    pub(super) fn line(&self, model: &Model) -> String {
        let id = |place: usize| place + 1;
        let amount = |cents: i64| format!("{}.{:02}", cents / 100, cents % 100);
        match self.deed {
            Deed::CreateCustomer { number } => creation(number),
            Deed::RenameCustomer { customer, name } => {
                format!("clients modifier {} --nom Nom{name}", id(customer))
            }
            Deed::DeleteCustomer { customer } => format!("clients supprimer {} --oui", id(customer)),
            Deed::TransferCustomer { customer, to } => format!(
                "clients transferer {} --commercial {}",
                id(customer),
                model.username(to)
            ),
            Deed::CreateContract { customer, cents } => {
                format!("contrats creer --client {} --montant {}", id(customer), amount(cents))
            }
            Deed::ChangeAmount { contract, cents } => {
                format!("contrats modifier {} --montant {}", id(contract), amount(cents))
            }
            Deed::DeleteContract { contract } => format!("contrats supprimer {} --oui", id(contract)),
            Deed::Sign { contract, is_tomorrow } => {
                let day = if is_tomorrow { "24/11/2026" } else { "23/11/2026" };
                format!("contrats signer {} --date {day}", id(contract))
            }
            Deed::Pay { contract, cents } => {
                format!("contrats encaisser {} --montant {}", id(contract), amount(cents))
            }
            Deed::Reverse { contract, payment } => format!(
                "contrats contrepasser {} --paiement {} --motif erreur",
                id(contract),
                id(payment)
            ),
            Deed::CreateEvent {
                contract,
                starts_in,
                lasts,
            } => format!(
                "evenements creer --contrat {} --nom Gala --debut {} --fin {} --lieu Paris --participants 10",
                id(contract),
                Model::moment(starts_in),
                Model::moment(starts_in + lasts)
            ),
            Deed::MoveEvent { event, place } => {
                format!("evenements modifier {} --lieu Lieu{place}", id(event))
            }
            Deed::Assign { event, to, is_forced } => format!(
                "evenements assigner {} {}{}",
                id(event),
                model.username(to),
                if is_forced { " --forcer --motif voisins" } else { "" }
            ),
            Deed::Unassign { event } => format!("evenements desassigner {}", id(event)),
            Deed::Cancel { event } => format!("evenements annuler {} --motif pluie --oui", id(event)),
            Deed::Disable { account } => {
                format!("utilisateurs desactiver {} --oui", model.username(account))
            }
            Deed::Enable { account } => format!("utilisateurs reactiver {}", model.username(account)),
        }
    }
}
