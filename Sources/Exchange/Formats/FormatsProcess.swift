internal import Glibc
internal import TabaqaFeatureModel

/// One run of the program that reads and writes foreign formats, with its pipes.
final class FormatsProcess: ByteSource {
    /// Without a byte for this long the program is taken for stuck.
    private static let patience: Int32 = 300_000

    private let file: String
    private var process: pid_t = 0
    private var output: Int32 = -1
    private var input: Int32 = -1
    /// An unnamed file that takes its standard error.
    private var errors: Int32 = -1
    private var errorFile: UnsafeMutablePointer<FILE>?
    private var status: Int32?

    /// - Parameter file: the file it works on, for messages.
    /// - Throws: `file.unsupported` where the program is not there.
    init(executable: String, arguments: [String], file: String, takesInput: Bool) throws(Fault) {
        self.file = file
        guard access(executable, X_OK) == 0 else {
            throw Fault(
                .fileUnsupported,
                "The program tabaqa-formats, which reads and writes such files, is missing.",
                at: .init(file: file), remedy: "Install it beside tabaqa, or give a CSV or GeoJSON file.")
        }
        var pipes: [Int32] = [-1, -1]
        var sockets: [Int32] = [-1, -1]
        errorFile = tmpfile()
        errors = errorFile.map { fileno($0) } ?? -1
        // Sockets, because a send to one that is closed can be told not to raise a signal.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let isOpen =
            errors >= 0 && fcntl(errors, F_SETFD, FD_CLOEXEC) == 0
            && socketpair(AF_UNIX, kind, 0, &pipes) == 0
            && (!takesInput || socketpair(AF_UNIX, kind, 0, &sockets) == 0)
        output = pipes[0]
        input = sockets[0]
        let empty = takesInput ? -1 : open("/dev/null", O_RDONLY | O_CLOEXEC)
        var result: Int32 = EMFILE
        if isOpen {
            result = Self.spawn(
                executable, arguments, [takesInput ? sockets[1] : empty, pipes[1], errors], &process)
        }
        for descriptor in [pipes[1], sockets[1], empty] where descriptor >= 0 { close(descriptor) }
        guard result == 0 else {
            process = 0
            throw Fault(
                .fileUnsupported,
                "The program tabaqa-formats could not be started: \(String(cString: strerror(result))).",
                at: .init(file: file), remedy: "Close other programs and try again.")
        }
    }

    deinit {
        if process > 0, status == nil {
            kill(process, SIGKILL)
            var ignored: Int32 = 0
            while waitpid(process, &ignored, 0) < 0, errno == EINTR {}
        }
        for descriptor in [output, input] where descriptor >= 0 { close(descriptor) }
        if let errorFile { fclose(errorFile) }
    }

    var progress: Double { 0 }

    /// - Throws: `file.too-large` where the program says nothing for minutes.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, Self.patience)
            if ready == 0 {
                kill(process, SIGKILL)
                throw Fault(
                    .fileTooLarge, "Reading was given up: nothing came for five minutes.",
                    at: .init(file: file), remedy: "Convert the file to GeoJSON or CSV, or split it.")
            }
            let count = ready < 0 ? -1 : Glibc.read(output, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { return 0 }
        }
    }

    /// Everything the program writes, at most `limit` bytes.
    func readAll(limit: Int = 1 << 26) throws -> [UInt8] {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while all.count < limit {
            let count = try chunk.withUnsafeMutableBytes { try read(into: $0) }
            if count == 0 { break }
            all += chunk[..<count]
        }
        return all
    }

    /// Sends bytes to the program; false when it no longer takes any.
    func send(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = Glibc.send(
                input, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            if count >= 0 {
                sent += count
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    /// Waits for the end.
    ///
    /// - Throws: what the program says went wrong, with the code fit for its exit status.
    func finish() throws(Fault) {
        closeInput()
        if status == nil {
            var value: Int32 = 0
            while waitpid(process, &value, 0) < 0, errno == EINTR {}
            status = value
        }
        if let status, status != 0 { throw fault(status) }
    }

    private func fault(_ status: Int32) -> Fault {
        let isExit = status & 0x7F == 0
        let code = status >> 8 & 0xFF
        var text = [UInt8](repeating: 0, count: 1 << 16)
        let size = lseek(errors, 0, SEEK_END)
        let count = pread(errors, &text, text.count, max(0, size - off_t(text.count)))
        let last = text[..<max(0, count)].split(separator: 0x0A).last.map(Array.init) ?? []
        let said = JSONValue(last)
        let kinds: [Int32: FaultCode] = [
            64: .optionInvalid, 65: .fileMalformed, 66: .fileMissing, 69: .fileUnsupported,
            73: .fileUnwritable,
            74: .fileUnwritable, 75: .fileTooLarge,
        ]
        return Fault(
            isExit ? kinds[code] ?? .fileMalformed : .fileMalformed,
            said?["error"]?.string
                ?? (isExit
                    ? "The file could not be worked on (status \(code))."
                    : "The program for foreign formats was stopped by signal \(status & 0x7F)."),
            at: .init(file: file),
            remedy: said?["remedy"]?.string ?? "Check the file in the program that made it.")
    }

    private static func spawn(
        _ executable: String, _ arguments: [String], _ descriptors: [Int32], _ process: inout pid_t
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in descriptors.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        return posix_spawn(&process, executable, &actions, nil, words, environ)
    }
}
