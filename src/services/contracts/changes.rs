//! The fields of a contract: what a change makes of them, and what the journal keeps of them.

use crate::database::executor::Transaction;
use crate::error::Result;
use crate::models::amount::Amount;
use crate::models::audit_entry::FieldChange;
use crate::models::colleague::Colleague;
use crate::models::contract::{Contract, ContractChanges, ContractCustomer};
use crate::models::role::RoleName;
use crate::services::editing::{RecordField, recorded};
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
        let (manager, customer) = (changes.manager.as_ref(), changes.customer.as_ref());
        let manager = manager.map(|manager| users::hold_active(transaction, manager, RoleName::MANAGEMENT));
        let manager = manager.transpose()?;
        let customer = customer
            .map(|customer| customers::hold(transaction, customer))
            .transpose()?;
        Ok(Self {
            total_amount: changes.total_amount,
            customer: customer.map(ContractCustomer::from),
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

/// The fields of a contract that people change, and what follows from them.
pub(super) const FIELDS: [RecordField<Contract>; 4] = [
    RecordField::new("customer_id", "client", |contract: &Contract| {
        Some(contract.customer.id.to_string())
    })
    .shown_as(|contract, _| contract.customer.name.clone()),
    RecordField::new("management_user_id", "gestionnaire", |contract: &Contract| {
        Some(contract.manager.id.to_string())
    })
    .shown_as(|contract, _| contract.manager.full_name()),
    RecordField::new("total_amount", "montant", |contract: &Contract| {
        Some(contract.total_amount.canonical())
    })
    .shown_as(|contract, _| contract.total_amount.to_string()),
    RecordField::derived("balance_due", |contract| Some(contract.balance_due.canonical())),
];

/// All that the journal keeps of a contract that comes or goes.
pub(super) fn recorded_fields(contract: &Contract, change: fn(&str, String) -> FieldChange) -> Vec<FieldChange> {
    let number = change("contract_number", contract.contract_number.clone());
    let fields = recorded(&FIELDS, contract, change);
    std::iter::once(number).chain(fields).collect()
}
