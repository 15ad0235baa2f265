import Glibc

/// Turns a crash of a decoder into one line on standard error and an exit code, so that the caller reads a message
/// instead of a signal.
enum CrashReport {
    static func install() {
        // A parent that starts us from a worker thread hands down its mask, in which signals are blocked.
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
        // A handler that runs after a stack overflow needs a stack of its own.
        let size = 1 << 16
        var stack = stack_t()
        stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        stack.ss_size = size
        _ = sigaltstack(&stack, nil)
        for number in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP] {
            handle(number) { _ in
                CrashReport.end(
                    """
                    {"error":"The photo made a decoder crash, or needs more memory than allowed.",\
                    "remedy":"Send the photo again, smaller."}

                    """, ExitStatus.software.rawValue)
            }
        }
        handle(SIGABRT) { _ in
            CrashReport.end(
                """
                {"error":"A decoder gave up: the photo is damaged or needs more memory than allowed.",\
                "remedy":"Send the photo again, smaller."}

                """, ExitStatus.limitHit.rawValue)
        }
        handle(SIGXCPU) { _ in
            CrashReport.end(
                """
                {"error":"The photo took longer than the CPU time allowed.","remedy":"Send the photo again, smaller."}

                """, ExitStatus.limitHit.rawValue)
        }
        // Reported as errors of write(2) instead.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    private static func end(_ line: StaticString, _ status: Int32) {
        _ = write(2, line.utf8Start, line.utf8CodeUnitCount)
        _exit(status)
    }

    private static func handle(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        action.sa_flags = SA_ONSTACK | Int32(bitPattern: UInt32(SA_RESETHAND))
        _ = sigaction(number, &action, nil)
    }
}
