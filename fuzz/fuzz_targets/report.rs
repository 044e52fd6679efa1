//! Finds reports in arbitrary logs; a report always prints as one line.

#![no_main]

use lambda_client_core::log::Report;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|log: &str| {
    if let Some(report) = Report::parse(log) {
        let text = report.to_string();
        assert!(!text.contains(['\n', '\r']), "{text:?}");
        let _ = format!("{report:?}");
        let _ = (
            report.duration(),
            report.billed_duration(),
            report.init_duration(),
        );
        let _ = (report.restore_duration(), report.billed_restore_duration());
        let _ = (report.memory_size_mb(), report.max_memory_used_mb());
    }
});
