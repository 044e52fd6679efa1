//! The Node.js runtime, while it loads the function's module.

/// Returns whether the trace shows that the Node.js runtime was loading the function's module.
///
/// An error that a module creates while it is loaded and that its handler throws later has the same trace: nothing in the
/// document tells the two apart.
pub(super) fn was_loading(trace: &[String]) -> bool {
    let frames: Vec<&str> = trace.iter().filter_map(|line| frame(line)).collect();
    if frames.iter().any(|frame| is_loader(frame)) {
        return true;
    }
    // A trace ends after ten frames, which may leave out the loader. A handler can import a module, too: then a frame of the
    // function, or the one that called the handler, comes after the import.
    let Some(import) = frames.iter().rposition(|frame| is_import(frame)) else {
        return false;
    };
    let mut after = frames.iter().skip(import + 1);
    after.all(|frame| is_of_runtime(frame)) && !frames.iter().any(|frame| calls_handler(frame))
}

/// Returns the function and location of a stack frame.
fn frame(line: &str) -> Option<&str> {
    let frame = line.trim_start().strip_prefix("at ")?;
    Some(frame.strip_prefix("async ").unwrap_or(frame))
}

/// Returns whether the frame is the runtime's function that loads the handler.
fn is_loader(frame: &str) -> bool {
    let is = |name| frame.starts_with(name);
    is("_loadUserApp (")
        || is("UserFunctionLoader.load (")
        // The function's code may have a function of this name.
        || ((is("loadModule (") || is("tryAwaitImport (")) && is_of_runtime(frame))
}

/// Returns whether Node.js was evaluating a module that was imported with `import()`.
fn is_import(frame: &str) -> bool {
    frame.starts_with("ModuleJob.run (node:internal/modules/esm/module_job")
}

/// Returns whether the frame is the runtime's call of the handler.
fn calls_handler(frame: &str) -> bool {
    let function = frame.split(" (").next().unwrap_or_default();
    function.contains(".handleOnce") || function.ends_with(".processInvoke")
}

/// Returns whether the frame belongs to Node.js or to the runtime, not to the function.
fn is_of_runtime(frame: &str) -> bool {
    ["node:internal/", "/var/runtime/", "/aws-lambda-ric/"]
        .iter()
        .any(|place| frame.contains(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the error of a Node.js module with these frames below its own.
    fn node(frames: &[&str]) -> bool {
        let own = ["RangeError: x", "    at f (/var/task/app.mjs:1:7)"];
        let frames = frames.iter().map(|frame| format!("    at {frame}"));
        let trace: Vec<String> = own.map(str::to_owned).into_iter().chain(frames).collect();
        was_loading(&trace)
    }

    #[test]
    fn a_function_with_a_name_of_the_loader_is_not_the_loader() {
        for name in ["loadModule", "tryAwaitImport"] {
            assert!(is_loader(&format!(
                "{name} (file:///var/runtime/a.mjs:1:2)"
            )));
            assert!(!is_loader(&format!("{name} (file:///var/task/a.mjs:1:2)")));
        }
    }

    const RUN: &str = "ModuleJob.run (node:internal/modules/esm/module_job:413:25)";
    const IMPORT: &str =
        "async onImport.tracePromise.__proto__ (node:internal/modules/esm/loader:654:26)";

    #[test]
    fn a_node_module_that_throws_while_it_is_loaded() {
        // Node.js 20.
        assert!(node(&["_loadUserApp (file:///var/runtime/index.mjs:1:2)"]),);
        assert!(node(&[
            "async _loadUserApp (file:///var/runtime/index.mjs:1:2)"
        ]),);
        // Node.js 24.
        let load = "async loadModule (file:///var/runtime/index.mjs:567:22)";
        let loader = "async UserFunctionLoader.load (file:///var/runtime/index.mjs:504:20)";
        let create = "async createRuntime (file:///var/runtime/index.mjs:1217:52)";
        assert!(node(&[RUN, IMPORT, load, loader, create]));
        assert!(node(&[RUN, IMPORT, load]));
        assert!(node(&[
            "loadModule (file:///var/runtime/index.mjs:573:13)",
            loader
        ]),);
        assert!(node(&[loader]));
        // The tenth frame of a CommonJS module.
        assert!(node(&[RUN]));
        assert!(node(&[RUN, IMPORT]));
        let installed = "async loadModule (file:///app/node_modules/aws-lambda-ric/index.mjs:5:6)";
        assert!(node(&[RUN, IMPORT, installed]));
        // A module that imports another one.
        assert!(node(&[
            RUN,
            IMPORT,
            "async file:///var/task/app.mjs:1:1",
            loader
        ]),);
    }

    #[test]
    fn a_node_handler_that_imports_a_module_did_run() {
        let handler = "async Runtime.handler (file:///var/task/app.mjs:3:5)";
        let process =
            "async BufferedInvokeProcessor.processInvoke (file:///var/runtime/index.mjs:1018:26)";
        let once = "async Runtime.handleOnceNonStreaming (file:///var/runtime/index.mjs:1173:29)";
        let own = "async loadModule (file:///var/task/plugins.mjs:5:6)";
        for frames in [
            &[RUN, IMPORT, handler][..],
            &[RUN, IMPORT, process],
            &[RUN, IMPORT, once],
            &[RUN, IMPORT, own],
            &[RUN, IMPORT, own, handler, process],
            &[handler, process],
            &[once, RUN, IMPORT],
            &["exports.handler (/var/task/_loadUserApp (x).js:1:2)"],
            &[],
        ] {
            assert!(!node(frames), "{frames:?}");
        }
    }
}
