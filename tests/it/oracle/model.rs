//! The rules of the business in as few words as possible, without database, locks or shells: what the program is
//! compared with. Each refusal is in the order in which a person should hear of it: their right, the object, whose it
//! is, the rule.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::act::{Act, Deed};
use crate::support::database::NOW;

/// The end of every command that does what it was asked to.
const DONE: &str = "oui";
const NO_RIGHT: &str = "DROIT_MANQUANT";
const NOT_OWNER: &str = "PAS_PROPRIETAIRE";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Management,
    Sales,
    Support,
}

struct Account {
    username: &'static str,
    role: Role,
    is_active: bool,
}

struct Customer {
    owner: usize,
    name: String,
    /// The number its e-mail address was made from; nothing for those of the demonstration.
    number: Option<u32>,
}

struct Contract {
    customer: usize,
    manager: usize,
    total: i64,
    balance: i64,
    is_signed: bool,
}

struct Payment {
    contract: usize,
    cents: i64,
    is_reversal: bool,
    is_reversed: bool,
}

struct Event {
    contract: usize,
    support: Option<usize>,
    /// Hours from now.
    start: i64,
    end: i64,
    place: String,
    is_cancelled: bool,
}

/// Everything there is; what was removed leaves its place empty.
pub(super) struct Model {
    accounts: Vec<Account>,
    customers: Vec<Option<Customer>>,
    contracts: Vec<Option<Contract>>,
    payments: Vec<Payment>,
    events: Vec<Event>,
    /// Accounts whose open session ended with them.
    ended: BTreeSet<usize>,
}

impl Model {
    /// The demonstration as `sql/demonstration` loads it.
    pub(super) fn demonstration() -> Self {
        let account = |username, role| Account {
            username,
            role,
            is_active: true,
        };
        let customer = |owner, name: &str| {
            Some(Customer {
                owner,
                name: name.to_owned(),
                number: None,
            })
        };
        let contract = |customer, manager, total, balance, is_signed| {
            Some(Contract {
                customer,
                manager,
                total,
                balance,
                is_signed,
            })
        };
        let payment = |contract, cents| Payment {
            contract,
            cents,
            is_reversal: false,
            is_reversed: false,
        };
        // The days of the demonstration count from midnight UTC of the loading day, which is nine hours before now.
        let event = |contract, support, days: i64, hour: i64, lasts: i64, place: &str| Event {
            contract,
            support,
            start: days * 24 + hour - 9,
            end: days * 24 + hour + lasts - 9,
            place: place.to_owned(),
            is_cancelled: false,
        };
        Self {
            accounts: vec![
                account("manager1", Role::Management),
                account("manager2", Role::Management),
                account("sales1", Role::Sales),
                account("sales2", Role::Sales),
                account("sales3", Role::Sales),
                account("support1", Role::Support),
                account("support2", Role::Support),
            ],
            customers: vec![customer(3, "Casey"), customer(3, "Fournier"), customer(4, "Bouzin")],
            contracts: vec![
                contract(0, 0, 480_000, 480_000, false),
                contract(0, 0, 1_200_050, 800_000, true),
                contract(0, 0, 325_000, 0, true),
                contract(0, 0, 2_690_000, 0, true),
                contract(2, 1, 760_000, 760_000, true),
                contract(2, 1, 1_845_075, 0, true),
            ],
            payments: vec![
                payment(1, 400_050),
                payment(2, 325_000),
                payment(3, 1_000_000),
                payment(3, 1_690_000),
                payment(5, 845_075),
                payment(5, 1_000_000),
            ],
            events: vec![
                event(
                    3,
                    None,
                    21,
                    16,
                    5,
                    "Halle Tropisme, 121 rue Fontcouverte, 34070 Montpellier",
                ),
                event(3, Some(5), 14, 8, 9, "53 rue du Château, 41120 Candé-sur-Beuvron"),
                event(5, Some(6), 30, 13, 14, "Domaine Lou Bouzin, 33210 Sauternes"),
                event(5, None, 45, 9, 4, "Domaine Lou Bouzin, 33210 Sauternes"),
            ],
            ended: BTreeSet::new(),
        }
    }

    pub(super) fn username(&self, account: usize) -> &'static str {
        self.accounts[account].username
    }

    pub(super) fn is_active(&self, account: usize) -> bool {
        self.accounts[account].is_active
    }

    /// A moment so many hours from now, as it is typed.
    pub(super) fn moment(hours: i64) -> String {
        let now: Timestamp = NOW.parse().expect("it is a moment");
        (now + SignedDuration::from_hours(hours)).to_string()
    }

    /// How a command ends, and what it changes. `has_session` says whether the actor was signed in before.
    pub(super) fn foretell(&mut self, act: &Act, has_session: bool) -> &'static str {
        if has_session && self.ended.remove(&act.actor) {
            return "SESSION_FERMEE";
        }
        self.ended.remove(&act.actor);
        match self.judge(act) {
            Ok(()) => DONE,
            Err(code) => code,
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each deed, read from top to bottom")]
    fn judge(&mut self, act: &Act) -> Result<(), &'static str> {
        let actor = act.actor;
        let role = self.accounts[actor].role;
        match act.deed {
            Deed::CreateCustomer { number } => {
                only(&[Role::Sales], role)?;
                let is_known = self
                    .customers
                    .iter()
                    .flatten()
                    .any(|known| known.number == Some(number));
                refuse(is_known, "EMAIL_DEJA_UTILISE")?;
                self.customers.push(Some(Customer {
                    owner: actor,
                    name: format!("Moreau{number}"),
                    number: Some(number),
                }));
            }
            Deed::RenameCustomer { customer, name } => {
                only(&[Role::Sales], role)?;
                self.own_customer(actor, customer)?.name = format!("Nom{name}");
            }
            Deed::DeleteCustomer { customer } => {
                only(&[Role::Sales], role)?;
                self.own_customer(actor, customer)?;
                let has_contracts = self
                    .contracts
                    .iter()
                    .flatten()
                    .any(|contract| contract.customer == customer);
                refuse(has_contracts, "CLIENT_AVEC_CONTRATS")?;
                self.customers[customer] = None;
            }
            Deed::TransferCustomer { customer, to } => {
                only(&[Role::Management], role)?;
                self.suitable(to, Role::Sales)?;
                self.customer(customer)?.owner = to;
            }
            Deed::CreateContract { customer, cents } => {
                only(&[Role::Management], role)?;
                self.customer(customer)?;
                refuse(cents == 0, "MONTANT_NUL")?;
                self.contracts.push(Some(Contract {
                    customer,
                    manager: actor,
                    total: cents,
                    balance: cents,
                    is_signed: false,
                }));
            }
            Deed::ChangeAmount { contract, cents } => {
                let contract = self.own_contract(actor, contract)?;
                if contract.total == cents {
                    return Ok(());
                }
                refuse(contract.is_signed, "CONTRAT_DEJA_SIGNE")?;
                refuse(cents == 0, "MONTANT_NUL")?;
                (contract.total, contract.balance) = (cents, cents);
            }
            Deed::DeleteContract { contract } => {
                only(&[Role::Management], role)?;
                let is_signed = self.contract(contract)?.is_signed;
                let has_events = self.events.iter().any(|event| event.contract == contract);
                refuse(has_events, "CONTRAT_AVEC_EVENEMENTS")?;
                refuse(is_signed, "CONTRAT_DEJA_SIGNE")?;
                self.contracts[contract] = None;
            }
            Deed::Sign { contract, is_tomorrow } => {
                let contract = self.own_contract(actor, contract)?;
                refuse(contract.is_signed, "CONTRAT_DEJA_SIGNE")?;
                refuse(is_tomorrow, "DATE_FUTURE")?;
                contract.is_signed = true;
            }
            Deed::Pay { contract: place, cents } => {
                let contract = self.own_contract(actor, place)?;
                refuse(!contract.is_signed, "CONTRAT_NON_SIGNE")?;
                refuse(cents == 0, "MONTANT_NUL")?;
                refuse(cents > contract.balance, "PAIEMENT_EXCESSIF")?;
                contract.balance -= cents;
                self.payments.push(Payment {
                    contract: place,
                    cents,
                    is_reversal: false,
                    is_reversed: false,
                });
            }
            Deed::Reverse { contract, payment } => {
                only(&[Role::Management], role)?;
                self.contract(contract)?;
                let found = self
                    .payments
                    .get_mut(payment)
                    .filter(|payment| payment.contract == contract);
                let payment = found.ok_or("PAIEMENT_INTROUVABLE")?;
                refuse(payment.is_reversal, "PAIEMENT_NON_CONTREPASSABLE")?;
                refuse(payment.is_reversed, "PAIEMENT_DEJA_CONTREPASSE")?;
                payment.is_reversed = true;
                let cents = payment.cents;
                self.contract(contract)?.balance += cents;
                self.payments.push(Payment {
                    contract,
                    cents: -cents,
                    is_reversal: true,
                    is_reversed: false,
                });
            }
            Deed::CreateEvent {
                contract: place,
                starts_in,
                lasts,
            } => {
                only(&[Role::Sales], role)?;
                let contract = self.own_contract(actor, place)?;
                refuse(!contract.is_signed, "CONTRAT_NON_SIGNE")?;
                refuse(starts_in <= 0, "DEBUT_PASSE")?;
                refuse(lasts <= 0, "FIN_AVANT_DEBUT")?;
                self.events.push(Event {
                    contract: place,
                    support: None,
                    start: starts_in,
                    end: starts_in + lasts,
                    place: String::from("Paris"),
                    is_cancelled: false,
                });
            }
            Deed::MoveEvent { event, place } => {
                only(&[Role::Sales, Role::Support], role)?;
                self.own_event(actor, event)?;
                let event = self.live_event(event)?;
                event.place = format!("Lieu{place}");
            }
            Deed::Assign { event, to, is_forced } => {
                only(&[Role::Management], role)?;
                self.suitable(to, Role::Support)?;
                let (start, end, support) = {
                    let event = self.live_event(event)?;
                    (event.start, event.end, event.support)
                };
                let is_busy = self.events.iter().enumerate().any(|(place, other)| {
                    place != event
                        && other.support == Some(to)
                        && !other.is_cancelled
                        && other.start < end
                        && start < other.end
                });
                refuse(support != Some(to) && is_busy && !is_forced, "SUPPORT_OCCUPE")?;
                self.live_event(event)?.support = Some(to);
            }
            Deed::Unassign { event } => {
                only(&[Role::Management], role)?;
                self.live_event(event)?.support = None;
            }
            Deed::Cancel { event } => {
                only(&[Role::Management, Role::Sales], role)?;
                if role == Role::Sales {
                    self.own_event(actor, event)?;
                }
                self.live_event(event)?.is_cancelled = true;
            }
            Deed::Disable { account } => {
                only(&[Role::Management], role)?;
                refuse(account == actor, "PROPRE_COMPTE")?;
                refuse(self.looks_after_something(account), "COMPTE_AVEC_PORTEFEUILLE")?;
                if self.accounts[account].is_active {
                    self.ended.insert(account);
                }
                self.accounts[account].is_active = false;
            }
            Deed::Enable { account } => {
                only(&[Role::Management], role)?;
                self.accounts[account].is_active = true;
            }
        }
        Ok(())
    }

    fn customer(&mut self, place: usize) -> Result<&mut Customer, &'static str> {
        let customer = self.customers.get_mut(place);
        customer.and_then(Option::as_mut).ok_or("CLIENT_INTROUVABLE")
    }

    fn own_customer(&mut self, actor: usize, place: usize) -> Result<&mut Customer, &'static str> {
        let customer = self.customer(place)?;
        refuse(customer.owner != actor, NOT_OWNER)?;
        Ok(customer)
    }

    fn contract(&mut self, place: usize) -> Result<&mut Contract, &'static str> {
        let contract = self.contracts.get_mut(place);
        contract.and_then(Option::as_mut).ok_or("CONTRAT_INTROUVABLE")
    }

    /// Management may with every contract what salespeople may with those of their customers.
    fn own_contract(&mut self, actor: usize, place: usize) -> Result<&mut Contract, &'static str> {
        let role = self.accounts[actor].role;
        only(&[Role::Management, Role::Sales], role)?;
        let customer = self.contract(place)?.customer;
        let is_own = self.customers[customer]
            .as_ref()
            .is_some_and(|customer| customer.owner == actor);
        refuse(role == Role::Sales && !is_own, NOT_OWNER)?;
        self.contract(place)
    }

    fn live_event(&mut self, place: usize) -> Result<&mut Event, &'static str> {
        let event = self.events.get_mut(place).ok_or("EVENEMENT_INTROUVABLE")?;
        refuse(event.is_cancelled, "EVENEMENT_ANNULE")?;
        Ok(event)
    }

    /// An event belongs to its support; while it has none, to the salesperson of its customer.
    fn own_event(&mut self, actor: usize, place: usize) -> Result<(), &'static str> {
        let event = self.events.get(place).ok_or("EVENEMENT_INTROUVABLE")?;
        let (contract, support) = (event.contract, event.support);
        let customer = self.contract(contract)?.customer;
        let salesperson = self.customer(customer)?.owner;
        if support.unwrap_or(salesperson) == actor {
            return Ok(());
        }
        Err(if salesperson == actor {
            "EVENEMENT_DEJA_ASSIGNE"
        } else {
            NOT_OWNER
        })
    }

    fn suitable(&self, account: usize, role: Role) -> Result<(), &'static str> {
        let account = &self.accounts[account];
        refuse(account.role != role || !account.is_active, "ROLE_INADAPTE")
    }

    fn looks_after_something(&self, account: usize) -> bool {
        let customers = self
            .customers
            .iter()
            .flatten()
            .any(|customer| customer.owner == account);
        let contracts = self
            .contracts
            .iter()
            .flatten()
            .any(|contract| contract.manager == account);
        let events = self
            .events
            .iter()
            .any(|event| event.support == Some(account) && !event.is_cancelled && event.end > 0);
        customers || contracts || events
    }

    /// Everything there is, a line each, as the database would tell it.
    pub(super) fn state(&self) -> Vec<String> {
        let amount = |cents: i64| {
            format!(
                "{}{}.{:02}",
                if cents < 0 { "-" } else { "" },
                cents.abs() / 100,
                cents.abs() % 100
            )
        };
        let mut lines = Vec::new();
        for (place, customer) in self.customers.iter().enumerate() {
            lines.extend(
                customer
                    .as_ref()
                    .map(|customer| format!("customer {} of {} {}", place + 1, customer.owner + 1, customer.name)),
            );
        }
        for (place, contract) in self.contracts.iter().enumerate() {
            lines.extend(contract.as_ref().map(|contract| {
                let signed = if contract.is_signed { " signed" } else { "" };
                let (total, balance) = (amount(contract.total), amount(contract.balance));
                format!(
                    "contract {} of {} {total} due {balance}{signed}",
                    place + 1,
                    contract.customer + 1
                )
            }));
        }
        for (place, payment) in self.payments.iter().enumerate() {
            let cents = amount(payment.cents);
            lines.push(format!("payment {} of {} {cents}", place + 1, payment.contract + 1));
        }
        for (place, event) in self.events.iter().enumerate() {
            let support = event.support.map_or(0, |support| support + 1);
            let cancelled = if event.is_cancelled { " cancelled" } else { "" };
            lines.push(format!(
                "event {} of {} by {support} at {}{cancelled}",
                place + 1,
                event.contract + 1,
                event.place
            ));
        }
        for (place, account) in self.accounts.iter().enumerate() {
            let state = if account.is_active { "active" } else { "disabled" };
            lines.push(format!("user {} {state}", place + 1));
        }
        lines
    }
}

fn only(allowed: &[Role], role: Role) -> Result<(), &'static str> {
    refuse(!allowed.contains(&role), NO_RIGHT)
}

fn refuse(is_broken: bool, code: &'static str) -> Result<(), &'static str> {
    if is_broken { Err(code) } else { Ok(()) }
}
