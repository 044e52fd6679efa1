//! The accounts, Regions, versions and aliases of served machines.

use lambda_client::step_functions::{LocalMachine, LocalMachines, Machines};
use lambda_client::{Error, ErrorKind, state_machine};

const HOME: &str = "arn:aws:states:us-east-1:000000000000:stateMachine:";

#[state_machine(arn = "arn:{partition}:states:{region}:123456789012:stateMachine:{name}")]
trait Echo {
    async fn echo(&self, text: &str) -> Result<String, Error>;
}

/// Says which one it is.
#[derive(Clone)]
struct Named(&'static str);

impl Echo for Named {
    async fn echo(&self, text: &str) -> Result<String, Error> {
        Ok(format!("{} {text}", self.0))
    }
}

fn named(name: &'static str) -> LocalMachine {
    LocalMachine::new(move |text: String| async move { Ok::<_, Error>(format!("{name} {text}")) })
}

async fn run(machines: &Machines, arn: &str) -> Result<String, Error> {
    let machine = machines.machine(arn).output::<String>();
    machine.start(&"a").await?.execution().result().await
}

#[tokio::test(start_paused = true)]
async fn a_machine_is_in_the_account_and_region_of_its_arn() {
    for (partition, region) in [
        ("aws", "eu-west-1"),
        ("aws-cn", "cn-north-1"),
        ("aws-us-gov", "us-gov-west-1"),
    ] {
        let local = LocalMachines::builder()
            .serve(EchoServer::new(Named("served")))
            .set("partition", partition)
            .set("region", region)
            .set("name", "echo:live")
            .standard("echo", named("home"))
            .try_build()
            .unwrap();
        let machines = local.machines();
        let client = EchoClient::builder(&machines)
            .set("partition", partition)
            .set("region", region)
            .set("name", "echo:live")
            .build()
            .unwrap();
        assert_eq!(client.echo("a").await.unwrap(), "served a");
        let home = run(&machines, &local.arn("echo")).await;
        assert_eq!(home.unwrap(), "home a");
        // The name is that of the machine at home, which is not served.
        assert_eq!(local.executions("echo"), 1);
        let arn = format!("arn:{partition}:states:{region}:123456789012:stateMachine:echo");
        assert_eq!(local.executions(&arn), 1);
        assert_eq!(run(&machines, &arn).await.unwrap(), "served a");

        // Places in which nothing is are not those of this account.
        let elsewhere = arn.replace("123456789012", "210987654321");
        let error = run(&machines, &elsewhere).await.unwrap_err();
        assert_eq!(error.code(), Some("InvalidArn"), "{error}");
        let known = format!("`arn:{partition}:states:{region}:123456789012:`");
        assert!(error.to_string().contains(&known), "{error}");
        let error = run(&machines, &format!("{arn}s")).await.unwrap_err();
        assert_eq!(error.code(), Some("StateMachineDoesNotExist"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn plain_names_live_where_the_builder_says() {
    let local = LocalMachines::builder()
        .region("cn-north-1")
        .account("123456789012")
        .standard("echo", named("home"))
        .express(
            "arn:aws:states:eu-west-1:000000000000:stateMachine:quick",
            named("quick"),
        )
        .try_build()
        .unwrap();
    let arn = "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:echo";
    assert_eq!(local.arn("echo"), arn);
    assert_eq!(run(&local.machines(), arn).await.unwrap(), "home a");
    let quick = "arn:aws:states:eu-west-1:000000000000:stateMachine:quick";
    let machines = local.machines();
    let outcome = machines.express(quick).output::<String>().run(&"a").await;
    assert_eq!(outcome.unwrap(), "quick a");
    assert_eq!(local.executions("quick"), 1);
    // It is not at home, and the message says where it is.
    let run = machines.express(&local.arn("quick")).run(&"a").await;
    let error = run.unwrap_err();
    assert_eq!(error.code(), Some("StateMachineDoesNotExist"), "{error}");
    let elsewhere = format!("LocalMachines has `{quick}`");
    assert!(error.to_string().contains(&elsewhere), "{error}");
}

#[tokio::test(start_paused = true)]
async fn versions_and_aliases_are_those_that_were_added() {
    let local = LocalMachines::builder()
        .standard("echo:live", named("live"))
        .standard("echo:1", named("first"))
        .standard("echo:next", named("next"))
        .express("quick:live", named("quick"))
        .try_build()
        .unwrap();
    let machines = local.machines();
    // Aliases point to versions that were not added: 2 and 3.
    for (qualifier, expected) in [
        (":live", "live a"),
        (":1", "first a"),
        (":next", "next a"),
        (":2", "live a"),
        (":3", "next a"),
        // Without one, it is the machine that was added first.
        ("", "live a"),
    ] {
        let outcome = run(&machines, &format!("{HOME}echo{qualifier}")).await;
        assert_eq!(outcome.unwrap(), expected, "{qualifier}");
    }
    for qualifier in [":old", ":4", ":LIVE", ":01"] {
        let error = run(&machines, &format!("{HOME}echo{qualifier}")).await;
        let error = error.unwrap_err();
        assert_eq!(
            error.code(),
            Some("StateMachineDoesNotExist"),
            "{qualifier} {error}"
        );
    }
    let quick = |arn: &str| machines.express(arn).output::<String>().run(&"a");
    assert!(quick(&format!("{HOME}quick:live")).await.is_ok());
    let error = quick(&format!("{HOME}quick:old")).await.unwrap_err();
    assert_eq!(error.code(), Some("StateMachineDoesNotExist"));
    assert_eq!(
        (local.executions("echo"), local.executions("quick")),
        (6, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn versions_share_the_names_of_their_machine() {
    let local = LocalMachines::builder()
        .standard("echo:live", named("live"))
        .standard("echo:next", named("next"))
        .build();
    let machines = local.machines();
    let start = |qualifier: &str| {
        let machine = machines.machine(&format!("{HOME}echo:{qualifier}"));
        machine.start(&"a").name("n")
    };
    let started = start("live").await.unwrap();
    let again = start("next").await.unwrap();
    assert_eq!(started.execution().arn(), again.execution().arn());
    assert_eq!(local.executions("echo"), 1);
}

#[tokio::test(start_paused = true)]
async fn each_method_of_a_configured_alias_has_its_own_settings() {
    let slow = || {
        LocalMachine::new(|text: String| async move {
            tokio::time::sleep(std::time::Duration::from_secs(60)).await;
            Ok::<_, Error>(text)
        })
    };
    let second = std::time::Duration::from_secs(1);
    let local = LocalMachines::builder()
        .standard("echo:live", slow())
        .standard("echo:next", slow())
        .configure("echo:next", move |next| next.timeout(second))
        .try_build()
        .unwrap();
    let machines = local.machines();
    assert!(run(&machines, &format!("{HOME}echo:live")).await.is_ok());
    let error = run(&machines, &format!("{HOME}echo:next")).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::ExecutionTimedOut);
}

#[state_machine(arn = "arn:aws:states:us-east-1:{account}:stateMachine:{method}")]
trait Two {
    async fn one(&self) -> Result<(), Error>;
    #[state_machine(arn = "{env:LAMBDA_CLIENT_TEST_NO_SUCH_ARN}")]
    async fn other(&self) -> Result<(), Error>;
    #[state_machine(arn = "{plain}")]
    async fn plain(&self) -> Result<(), Error>;
    async fn again(&self) -> Result<(), Error>;
}

struct Nothing;

impl Two for Nothing {
    async fn one(&self) -> Result<(), Error> {
        Ok(())
    }

    async fn other(&self) -> Result<(), Error> {
        Ok(())
    }

    async fn plain(&self) -> Result<(), Error> {
        Ok(())
    }

    async fn again(&self) -> Result<(), Error> {
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn every_mistake_is_reported_at_once_or_by_the_first_call() {
    let builder = || {
        LocalMachines::builder()
            .serve(TwoServer::new(Nothing))
            .serve(EchoServer::new(Named("a")))
            .serve(EchoServer::new(Named("b")))
            .set("partition", "aws")
            .set("region", "eu-west-1")
            .set("name", "echo")
            .set("acount", "123456789012")
            .set("plain", "just-a-name")
            .standard("my machine", named("c"))
            .standard("arn:aws:states:us-east-1:123:stateMachine:echo", named("c"))
            .standard("both", named("c"))
            .express("both:live", named("c"))
            .standard("twice", named("c"))
            .standard("twice", named("c"))
            .configure("nobody", |machine| machine)
            .configure("twise", |machine| machine)
            .configure("both:next", |machine| machine)
    };
    let error = builder().try_build().unwrap_err();
    let text = error.to_string();
    for expected in [
        "the key `account` has no value",
        "the environment variable `LAMBDA_CLIENT_TEST_NO_SUCH_ARN` is not set",
        "`just-a-name` is not the ARN of a state machine",
        "duplicate state machine `arn:aws:states:eu-west-1:123456789012:stateMachine:echo`",
        "unknown key `acount`; did you mean `account`?",
        "invalid name `my machine` of a state machine",
        "`123` is not an account ID of 12 digits",
        "stateMachine:both` is both a Standard and an Express machine",
        "duplicate state machine `arn:aws:states:us-east-1:000000000000:stateMachine:twice`",
        "unknown state machine `nobody`;",
        "unknown state machine `twise`; did you mean `twice`?",
        "unknown version or alias `next` of the state machine `arn:aws:states:us-east-1:000000000000:stateMachine:both`",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
        assert_eq!(text.matches(expected).count(), 1, "{expected}: {text}");
    }
    assert_eq!(error.kind(), ErrorKind::Configuration);

    let local = builder().build();
    let start = local.machines().machine(&local.arn("both")).start(&"a");
    let error = start.await.unwrap_err();
    let source = std::error::Error::source(&error).map(ToString::to_string);
    let text = format!("{error} {}", source.unwrap_or_default());
    assert!(text.contains("unknown state machine `nobody`"), "{text}");
    assert_eq!(local.executions("both"), 0);
    let listening = local.listen(0).await.unwrap_err();
    assert!(listening.to_string().contains("`nobody`"), "{listening}");
}

#[test]
fn a_malformed_place_is_one_mistake() {
    for (builder, expected) in [
        (
            LocalMachines::builder().account("17"),
            "invalid account ID `17`: expected 12 digits",
        ),
        (
            LocalMachines::builder().region("nowhere"),
            "invalid region `nowhere`",
        ),
    ] {
        let error = builder.standard("echo", named("a")).try_build();
        let error = error.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
        assert!(!error.contains("; "), "{error}");
    }
}

#[test]
fn a_name_that_several_places_have_needs_its_arn() {
    let at = |region: &str| format!("arn:aws:states:{region}:123456789012:stateMachine:echo");
    let builder = LocalMachines::builder()
        .standard(at("eu-west-1"), named("a"))
        .standard(at("eu-west-2"), named("b"));
    let builder = builder.configure("echo", |machine| machine);
    let error = builder.try_build().unwrap_err().to_string();
    assert!(
        error.contains("several accounts or Regions have a state machine `echo`; write its ARN"),
        "{error}"
    );
}
