//! The fields of a contract: what a change makes of them, what the journal keeps of them, when two people clash (B17).

use crate::database::executor::Transaction;
use crate::error::{Error, FieldConflict, Result};
use crate::models::amount::Amount;
use crate::models::audit_entry::FieldChange;
use crate::models::colleague::Colleague;
use crate::models::contract::{Contract, ContractChanges, ContractCustomer};
use crate::models::role::RoleName;
use crate::services::{customers, users};

/// The changes of a contract with the customer and the manager that they designate.
pub(super) struct Changes {
    total_amount: Option<Amount>,
    customer: Option<ContractCustomer>,
    manager: Option<Colleague>,
}

impl Changes {
    /// Accounts before customers, and both before the contract: one order of locks for everybody.
    pub(super) fn lock(transaction: &mut Transaction<'_>, changes: &ContractChanges) -> Result<Self> {
        let manager = match &changes.manager {
            Some(reference) => Some(users::lock_active(transaction, reference, RoleName::MANAGEMENT)?),
            None => None,
        };
        let customer = match &changes.customer {
            Some(reference) => Some(customers::lock(transaction, reference)?.into()),
            None => None,
        };
        Ok(Self {
            total_amount: changes.total_amount,
            customer,
            manager,
        })
    }

    pub(super) fn applied_to(&self, contract: &Contract) -> Contract {
        let mut wanted = contract.clone();
        if let Some(total_amount) = self.total_amount
            && total_amount != contract.total_amount
        {
            wanted.total_amount = total_amount;
            // Nothing is paid before the signature, after which the amount stays (B9).
            wanted.balance_due = total_amount;
        }
        if let Some(customer) = &self.customer {
            wanted.customer = customer.clone();
        }
        if let Some(manager) = &self.manager {
            wanted.manager = manager.clone();
        }
        wanted
    }
}

/// A field of a contract.
struct Field {
    column: &'static str,
    /// The option that changes it; what follows from another field has none.
    option: Option<&'static str>,
    canonical: fn(&Contract) -> String,
    /// What a person reads.
    shown: fn(&Contract) -> String,
}

const FIELDS: [Field; 4] = [
    Field {
        column: "customer_id",
        option: Some("client"),
        canonical: |contract| contract.customer.id.to_string(),
        shown: |contract| contract.customer.name.clone(),
    },
    Field {
        column: "management_user_id",
        option: Some("gestionnaire"),
        canonical: |contract| contract.manager.id.to_string(),
        shown: |contract| contract.manager.full_name(),
    },
    Field {
        column: "total_amount",
        option: Some("montant"),
        canonical: |contract| contract.total_amount.canonical(),
        shown: |contract| contract.total_amount.to_string(),
    },
    Field {
        column: "balance_due",
        option: None,
        canonical: |contract| contract.balance_due.canonical(),
        shown: |contract| contract.balance_due.to_string(),
    },
];

/// The fields in which two states of a contract differ.
pub(super) fn differences(before: &Contract, after: &Contract) -> Vec<FieldChange> {
    FIELDS
        .iter()
        .map(|field| (field.column, (field.canonical)(before), (field.canonical)(after)))
        .filter(|(_, before, after)| before != after)
        .map(|(column, before, after)| FieldChange::changed(column, before, after))
        .collect()
}

/// All that the journal keeps of a contract that comes or goes.
pub(super) fn recorded_fields(
    contract: &Contract,
    change: fn(&str, String) -> FieldChange,
) -> Vec<FieldChange> {
    let number = change("contract_number", contract.contract_number.clone());
    let fields = FIELDS
        .iter()
        .map(|field| change(field.column, (field.canonical)(contract)));
    std::iter::once(number).chain(fields).collect()
}

/// B17: a field the person changes must not have been changed by somebody else since he saw it.
pub(super) fn refuse_conflict(read: &Contract, current: &Contract, changes: &Changes) -> Result<()> {
    let wanted = changes.applied_to(read);
    let conflict = |field: &Field| {
        let [read, current_value, wanted_value] =
            [read, current, &wanted].map(|contract| (field.canonical)(contract));
        let is_conflict = wanted_value != read && current_value != read && current_value != wanted_value;
        let option = field.option.filter(|_| is_conflict)?;
        Some(FieldConflict {
            field: option,
            theirs: (field.shown)(current),
            yours: (field.shown)(&wanted),
        })
    };
    let fields: Vec<FieldConflict> = FIELDS.iter().filter_map(conflict).collect();
    if fields.is_empty() {
        Ok(())
    } else {
        Err(Error::Conflict { fields })
    }
}
