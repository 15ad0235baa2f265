internal import ArgumentParser
internal import Foundation
internal import TabaqaFeatureModel
internal import TabaqaServer

/// `tabaqa key`
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Issues, lists and revokes the server's API keys.",
        subcommands: [KeyAddCommand.self, KeyListCommand.self, KeyRevokeCommand.self])
}

/// What the key commands share.
struct KeyOptions: ParsableArguments {
    @Option(help: "The file of API keys. Default: $TABAQA_KEYS, else keys.json.")
    var keys: String?

    @Flag(help: "Print the answer as JSON.")
    var json = false

    var path: String { keys ?? ProcessInfo.processInfo.environment["TABAQA_KEYS"] ?? "keys.json" }

    func load() throws -> KeyFile { try KeyFile.load(path) }
}

/// `tabaqa key add`
struct KeyAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Makes a key and prints it, once; the file keeps its hash only.",
        discussion: """
            Roles: reader sees the department's layers, editor also changes them, steward also sees guarded \
            layers exactly.

            Examples:
              tabaqa key add fire-desk --grant fire=reader
              tabaqa key add gis --grant fire=steward --grant waste=reader --days 365
              tabaqa key add council --grant '*=reader'
            """)

    @Argument(help: "Who holds it: a desk or a program. Stands in logs.")
    var name: String

    @Option(name: .customLong("grant"), help: "DEPARTMENT=ROLE; * for every department. Repeatable.")
    var grants: [String]

    @Option(help: "Days until it expires. Default: never.")
    var days: Int?

    @OptionGroup var options: KeyOptions

    func run() throws {
        if let days, !(1...36_500).contains(days) {
            throw Fault(.optionInvalid, "--days must be a number from 1 to 36500.")
        }
        var file = FileManager.default.fileExists(atPath: options.path) ? try options.load() : KeyFile()
        let expires = days.map { Date(timeIntervalSinceNow: Double($0) * 86_400) }
        let key = try file.add(name: name, grants: try grants.map(Self.grant), expires: expires)
        try file.save(options.path)
        if options.json {
            JSONReport.print(["name": name, "key": key])
        } else {
            Terminal.error("Keep this key; it is not shown again:")
            Terminal.out(key)
        }
    }

    static func grant(_ text: String) throws -> Viewer.Grant {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, let role = Viewer.Role(rawValue: parts[1]) else {
            throw Fault(
                .optionInvalid, "--grant must be DEPARTMENT=ROLE, not “\(text)”.",
                remedy: "Roles are reader, editor and steward; * is every department.")
        }
        return Viewer.Grant(department: parts[0] == "*" ? nil : parts[0], role: role)
    }
}

/// `tabaqa key list`
struct KeyListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists keys by name, with what they open and until when.")

    @OptionGroup var options: KeyOptions

    private struct Row: Encodable {
        var name: String
        var grants: [String]
        var created: String
        var expires: String?
        var state: String
    }

    func run() throws {
        let now = Date()
        let rows = try options.load().keys.map { key in
            Row(
                name: key.name, grants: key.grants.map { "\($0.department)=\($0.role)" },
                created: key.created.formatted(.iso8601), expires: key.expires?.formatted(.iso8601),
                state: key.isValid(at: now) ? "valid" : key.revoked == nil ? "expired" : "revoked")
        }
        if options.json { return JSONReport.print(rows) }
        Terminal.out(
            TextTable.text(
                header: ["NAME", "GRANTS", "CREATED", "EXPIRES", "STATE"],
                rows: rows.map {
                    [$0.name, $0.grants.joined(separator: " "), $0.created, $0.expires ?? "never", $0.state]
                }))
    }
}

/// `tabaqa key revoke`
struct KeyRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revokes a key; a running server notices within a second.")

    @Argument(help: "The key's name.")
    var name: String

    @OptionGroup var options: KeyOptions

    func run() throws {
        var file = try options.load()
        try file.revoke(name: name)
        try file.save(options.path)
        if options.json { return JSONReport.print(["revoked": name]) }
        Terminal.out("\(name): revoked.")
    }
}
