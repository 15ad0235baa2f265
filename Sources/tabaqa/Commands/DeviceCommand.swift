internal import ArgumentParser
internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel
internal import TabaqaRendering
internal import TabaqaServer
internal import TabaqaSpatiaLiteStore

/// `tabaqa device`
struct DeviceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "Adds, lists and revokes phones that send from the field.",
        subcommands: [DeviceAddCommand.self, DeviceListCommand.self, DeviceRevokeCommand.self])

    /// - Throws: `store.*`.
    static func store(_ common: CommonOptions) throws -> (Engine, any FieldStore) {
        let engine = try common.engine(.readWrite)
        guard let store = engine.store as? any FieldStore else {
            throw Fault(.fileUnsupported, "This store takes nothing from the field.")
        }
        return (engine, store)
    }

    static func date(_ milliseconds: Int64?) -> String? {
        milliseconds.map { Date(timeIntervalSince1970: Double($0) / 1000).formatted(.iso8601) }
    }
}

/// `tabaqa device add`
struct DeviceAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Makes a phone's access and shows, once, the QR code it is given.",
        discussion: """
            With --page (the default) the code opens the field page and enrols the phone that scans it first, \
            within a day. With --collect it holds the settings of ODK Collect or KoboCollect, and with them the \
            access itself: show it to nobody else.

            Examples:
              tabaqa device add "Round 3" --url https://maps.city.example
              tabaqa device add crew-7 --layer fire-incidents --days 30 --collect --png crew-7.png
            """)

    @Argument(help: "Who holds it: a desk or a round. Stands in logs and in what it sends.")
    var name: String

    @Option(name: .customLong("layer"), help: "A layer it may send to. Repeatable. Default: all with a form.")
    var layers: [String] = []

    @Option(help: "Days until its access ends.")
    var days: Int = 90

    @Option(help: "Bytes of files it may send in all.")
    var quota: String = "20GB"

    @Option(help: "The address phones reach the server at.")
    var url: String = "http://127.0.0.1:8080"

    @Flag(help: "For ODK Collect and KoboCollect.")
    var collect = false

    @Flag(help: "For the field page.")
    var page = false

    @Option(help: "Also write the QR code as a PNG.")
    var png: String?

    @OptionGroup var common: CommonOptions

    private struct Report: Encodable {
        var id: String
        var name: String
        var expires: String?
        var qr: String
        var server: String?
    }

    func run() throws {
        guard !(collect && page) else { throw Fault(.optionInvalid, "Choose --collect or --page.") }
        guard let quota = ServerSettings.size(quota) else {
            throw Fault(.optionInvalid, "--quota must be a size such as 20GB.")
        }
        var base = url
        while base.hasSuffix("/") { base.removeLast() }
        guard base.hasPrefix("http://") || base.hasPrefix("https://") else {
            throw Fault(.optionInvalid, "--url must begin with https:// or http://.")
        }
        if let png { try common.requireSpare([png]) }
        let (engine, store) = try DeviceCommand.store(common)
        let issue = try DeviceIssue.add(
            name: name, layers: layers.isEmpty ? nil : Set(layers), days: days, quota: Int64(quota),
            isEnrolled: collect, catalog: engine.catalog, to: store)
        let text = try issue.text(base: base, city: engine.catalog.city.name[.en])
        let code = try QRCode(text)
        if let png { try Self.write(code.png(), to: png) }
        let server = issue.server(base: base)
        if common.json {
            return JSONReport.print(
                Report(
                    id: issue.device.id, name: name, expires: DeviceCommand.date(issue.device.expires),
                    qr: text, server: server))
        }
        Terminal.error(
            collect
                ? "Scan this in Collect; it opens the access of “\(name)” and is not shown again:"
                : "Scan this with the phone, within a day; it works once and is not shown again:")
        Terminal.out(code.terminalText(isColored: Terminal.errorIsTerminal))
        Terminal.out(server ?? text)
        if !base.hasPrefix("https://"), !base.contains("//127.0.0.1"), !base.contains("//localhost") {
            common.warn("without https:// the access can be read on the way.")
        }
    }

    /// Nobody else may read what opens the access.
    private static func write(_ bytes: [UInt8], to path: String) throws {
        unlink(path)
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        else {
            throw Fault(.fileUnwritable, "The picture cannot be written.", at: Fault.Place(file: path))
        }
    }
}

/// `tabaqa device list`
struct DeviceListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists devices, what they may send to, and when they were last seen.")

    @OptionGroup var common: CommonOptions

    private struct Row: Encodable {
        var id: String
        var name: String
        var layers: [String]?
        var created: String?
        var expires: String?
        var lastUsed: String?
        var state: String
    }

    func run() throws {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let rows = try DeviceCommand.store(common).1.devices().map { device in
            Row(
                id: device.id, name: device.name, layers: device.layers?.sorted(),
                created: DeviceCommand.date(device.created), expires: DeviceCommand.date(device.expires),
                lastUsed: DeviceCommand.date(device.lastUsed),
                state: device.revoked != nil
                    ? "revoked"
                    : !device.isValid(at: now) ? "expired" : device.isEnrolled ? "active" : "waiting")
        }
        if common.json { return JSONReport.print(rows) }
        Terminal.out(
            TextTable.text(
                header: ["ID", "NAME", "LAYERS", "EXPIRES", "LAST USED", "STATE"],
                rows: rows.map {
                    [
                        $0.id, $0.name, $0.layers?.joined(separator: " ") ?? "all", $0.expires ?? "",
                        $0.lastUsed ?? "never", $0.state,
                    ]
                }))
    }
}

/// `tabaqa device revoke`
struct DeviceRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Ends a device's access; a running server notices within a second.")

    @Argument(help: "The device's name or id.")
    var device: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        let store = try DeviceCommand.store(common).1
        let found = try store.devices().filter {
            ($0.name == device || $0.id == device) && $0.revoked == nil
        }
        guard !found.isEmpty else {
            throw Fault(
                .optionInvalid, "There is no device “\(device)”.", remedy: "“tabaqa device list” lists them.")
        }
        for one in found { try store.revoke(device: one.id, at: Int64(Date().timeIntervalSince1970 * 1000)) }
        if common.json { return JSONReport.print(["revoked": device]) }
        Terminal.out("\(device): revoked.")
    }
}
