//! The pages in French repeat what the program says of itself: tables, settings, commands, rights, paths. They are
//! compared with it, and every example is typed. Each check is a function of a page, so that tests also show it a wrong
//! one.

mod diagram;
mod examples;
mod minutes;
mod page;
mod pointers;
mod production;
mod tables;
