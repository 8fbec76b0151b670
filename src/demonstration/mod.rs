//! The database a shell works on, found or made: the private server, the demonstration data, the temporary databases of
//! transcripts. Production uses none of it but the address of its server.

pub mod dataset;
pub mod local_server;
pub mod location;
pub mod temporary;
