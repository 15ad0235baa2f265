internal import Foundation
internal import TabaqaFeatureModel

/// One run of the program that makes pictures of photos.
struct MediaProcess {
    enum Outcome {
        case made
        /// By the program, for good, with its words.
        case refused(String)
    }

    /// Exit codes that say something of the photo, not of the machine.
    private static let refusals: Set<Int32> = [65, 69, 70, 75]

    let executable: String
    let side: Int
    let orientation: Int

    /// - Parameters:
    ///   - picture: a file that is not there yet; synced where the outcome is `made`.
    ///   - patience: seconds after which the program is taken for stuck.
    /// - Throws: `file.unsupported` where the program is not there, `disk.full`, `store.failure`.
    func outcome(photo: String, picture: String, patience: Int) throws -> Outcome {
        guard access(executable, X_OK) == 0 else {
            throw Fault(
                .fileUnsupported, "The program tabaqa-media, which makes pictures of photos, is missing.",
                remedy: "Install it beside tabaqa.")
        }
        let input = open(photo, O_RDONLY | O_CLOEXEC)
        let output = open(picture, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        var pipes: [Int32] = [-1, -1]
        defer { for descriptor in [input, output] + pipes where descriptor >= 0 { close(descriptor) } }
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard input >= 0, output >= 0, socketpair(AF_UNIX, kind, 0, &pipes) == 0 else {
            throw GrowingFile.fault(errno)
        }
        var process: pid_t = 0
        let started = spawn([input, output, pipes[1]], &process)
        close(pipes[1])
        pipes[1] = -1
        guard started == 0 else {
            throw Fault(
                .storeFailure, "tabaqa-media could not be started: \(String(cString: strerror(started))).",
                remedy: "Close other programs and try again.")
        }
        let deadline = Date().addingTimeInterval(Double(patience))
        let words = Self.read(pipes[0], until: deadline)
        let status = Self.wait(for: process, until: deadline)
        if status == 0 {
            guard fsync(output) == 0 else { throw GrowingFile.fault(errno) }
            return .made
        }
        // The last line is the program's own; what ran out of memory may say something before.
        let last = Data(words.split(separator: 0x0A).last ?? [])
        let said = (try? JSONSerialization.jsonObject(with: last) as? [String: Any])?["error"] as? String
        let isExit = status & 0x7F == 0
        guard !isExit || Self.refusals.contains(status >> 8) else {
            throw Fault(.storeFailure, said ?? "tabaqa-media ended with \(status >> 8).")
        }
        return .refused(said ?? "The decoder was stopped.")
    }

    private func spawn(_ descriptors: [Int32], _ process: inout pid_t) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in descriptors.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        // What the environment holds is no business of a decoder.
        let kept = ProcessInfo.processInfo.environment.filter {
            $0.key.hasPrefix("TABAQA_MEDIA_") || $0.key == "LD_LIBRARY_PATH"
        }
        let arguments = [executable, String(side), "--orientation", String(orientation)]
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        var environment: [UnsafeMutablePointer<CChar>?] = kept.map { strdup($0.key + "=" + $0.value) }
        defer { for word in words + environment { free(word) } }
        words.append(nil)
        environment.append(nil)
        return posix_spawn(&process, executable, &actions, nil, &words, &environment)
    }

    /// What the program says until it ends, at most 64 kB.
    private static func read(_ descriptor: Int32, until deadline: Date) -> [UInt8] {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while all.count < 1 << 16 {
            let rest = Int32(max(0, deadline.timeIntervalSinceNow) * 1000)
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, rest)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { break }
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            all += chunk[..<count]
        }
        return all
    }

    /// The program's status; one that does not end is ended.
    private static func wait(for process: pid_t, until deadline: Date) -> Int32 {
        var status: Int32 = 0
        var isEnded = false
        while true {
            let found = waitpid(process, &status, isEnded ? 0 : WNOHANG)
            if found == process { return status }
            if found < 0, errno != EINTR { return -1 }
            if !isEnded, deadline.timeIntervalSinceNow <= 0 {
                kill(process, SIGKILL)
                isEnded = true
            } else if !isEnded {
                usleep(1000)
            }
        }
    }
}
