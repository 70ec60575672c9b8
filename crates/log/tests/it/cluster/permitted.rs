//! What the printed permissions allow is enough, and what they do not allow the servers refuse: nobody who
//! records can take anything away, nor the whole.

use std::time::Duration;

use async_nats::ConnectOptions;
use counterclaim_log::{
    Access, EventLog, LogError, Reaching, ReadLog, Role, StreamAddress, StreamLog, server_config,
};
use counterclaim_model::Position;
use tokio::runtime::Runtime;

use super::node::reaching;
use super::servers::{Servers, Syncing};
use crate::way::{actor, append, case_file, commit, scratch};

const CASE: &str = "harbour";

fn servers() -> Servers {
    let address: StreamAddress = format!("nats://n1/{CASE}").parse().expect("it is an address");
    let whole = server_config(&address);
    // The tests' own configuration says what the first part does.
    let (_, accounts) = whole.split_once("accounts {").expect("it has accounts");
    Servers::start_with(1, &[Syncing::Always], &format!("accounts {{{accounts}"))
}

fn as_role(servers: &Servers, role: Role) -> Reaching {
    let name = role.name().to_owned();
    let password = format!("PASSWORD-OF-{}", name.to_uppercase());
    let patience = Duration::from_secs(8);
    Reaching { access: Access::User { name, password }, patience, ..reaching(servers, CASE) }
}

#[test]
fn founder_writer_and_reader_can_do_what_they_must() {
    let (servers, scratch) = (servers(), scratch());
    let at = |name: &str| scratch.path().join(name);
    let founder = as_role(&servers, Role::Founder);
    drop(StreamLog::create(&founder, &at("founder"), &case_file()).expect("it may be begun"));

    let writer = as_role(&servers, Role::Writer);
    let (mut log, _) = StreamLog::open(&writer, &at("writer")).expect("it may be opened");
    append(&mut log, commit("first", 1, actor("Harbour Office")));
    let bytes = vec![7; 300_000];
    let digest = log.put_evidence(&bytes).expect("evidence may be kept");

    let reader = as_role(&servers, Role::Reader);
    let (mut log, _) = StreamLog::open(&reader, &at("reader")).expect("it may be read");
    assert_eq!(log.head(), Position(1));
    assert_eq!(log.evidence(&digest).expect("it may be read"), Some(bytes));
    let refused = log.append(commit("second", 2, actor("Port Office")));
    assert!(refused.is_err(), "a reader records nothing: {refused:?}");

    let nobody = Reaching { access: Access::Open, ..reader };
    let refused = StreamLog::open(&nobody, &at("nobody"));
    assert!(matches!(refused, Err(LogError::Io { .. })), "{refused:?}");
}

#[test]
fn nobody_who_records_can_delete_purge_or_change_what_holds_the_case() {
    let (servers, scratch) = (servers(), scratch());
    let founder = as_role(&servers, Role::Founder);
    let mut log = StreamLog::create(&founder, scratch.path(), &case_file()).expect("it may be");
    append(&mut log, commit("first", 1, actor("Harbour Office")));
    let runtime = Runtime::new().expect("there are threads");
    for role in [Role::Founder, Role::Writer, Role::Reader] {
        let password = format!("PASSWORD-OF-{}", role.name().to_uppercase());
        runtime.block_on(async {
            let options = ConnectOptions::with_user_and_password(role.name().to_owned(), password);
            let address = servers.address("x");
            let server = address.strip_suffix("/x").expect("so it ends").to_owned();
            let client = options.connect(server).await.expect("the password is right");
            let mut context = async_nats::jetstream::new(client);
            context.set_timeout(Duration::from_millis(700));
            let stream = format!("counterclaim_{CASE}");
            let found = context.get_stream(&stream).await.expect("it may be looked at");
            let mut config = found.get_info().await.expect("it may be looked at").config;
            config.description = Some("mine".to_owned());
            assert!(context.update_stream(config).await.is_err(), "{role:?} changes nothing");
            assert!(found.purge().await.is_err(), "{role:?} purges nothing");
            assert!(found.delete_message(2).await.is_err(), "{role:?} deletes no message");
            assert!(context.delete_stream(&stream).await.is_err(), "{role:?} deletes no stream");
            let bucket = format!("OBJ_{stream}");
            assert!(context.delete_stream(&bucket).await.is_err(), "{role:?} deletes no bucket");
        });
    }
    assert_eq!(log.behind().expect("it is still there"), 0);
    append(&mut log, commit("second", 2, actor("Port Office")));
}
