internal import Configuration
public import Foundation
public import TabaqaFeatureModel

/// Reads settings: flags go before `TABAQA_…` variables, those before the file, that before defaults.
public struct SettingsReader: Sendable {
    private let flags: InMemoryProvider
    private let environment: EnvironmentVariablesProvider
    private let file: FileProvider<YAMLSnapshot>?
    private let path: String?

    /// - Parameters:
    ///   - flags: values given on the command line by the settings' names.
    ///   - file: a YAML file of the same names.
    /// - Throws: `file.missing`, `catalog.invalid`.
    public init(
        flags: [String: String], environment: [String: String] = ProcessInfo.processInfo.environment,
        file: String?
    ) async throws {
        self.flags = InMemoryProvider(
            values: Dictionary(
                uniqueKeysWithValues: flags.map { name, value in
                    (AbsoluteConfigKey([name]), ConfigValue(.string(value), isSecret: false))
                }))
        self.environment = EnvironmentVariablesProvider(environmentVariables: environment)
        path = file
        guard let file else {
            self.file = nil
            return
        }
        guard let text = FileManager.default.contents(atPath: file) else {
            throw Fault(.fileMissing, "The configuration is not there.", at: Fault.Place(file: file))
        }
        try Self.checkNames(String(decoding: text, as: UTF8.self), file)
        do {
            let location = InMemoryProvider(values: ["filePath": ConfigValue(.string(file), isSecret: false)])
            self.file = try await FileProvider<YAMLSnapshot>(config: ConfigReader(provider: location))
        } catch {
            throw Fault(
                .catalogInvalid, "The configuration is not YAML of names and values.",
                at: Fault.Place(file: file))
        }
    }

    /// A misspelt name would otherwise be a setting that silently does nothing.
    private static func checkNames(_ text: String, _ path: String) throws(Fault) {
        let names = Set(ServerSettings.names.map(\.name) + ["store", "layers"])
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let first = line.first, !" #-\t\r}{".contains(first), let colon = line.firstIndex(of: ":")
            else {
                continue
            }
            let name = line[..<colon].filter { $0 != "\"" && $0 != " " }
            guard !names.contains(name) else { continue }
            throw Fault(
                .catalogInvalid, "There is no setting “\(name)”.",
                at: Fault.Place(file: path, line: index + 1, column: 1),
                remedy: "Settings are " + names.sorted().joined(separator: ", ") + ".")
        }
    }

    /// The value as text, wherever it was given.
    public func text(_ name: String) throws(Fault) -> String? {
        if let value = try? flags.value(forKey: AbsoluteConfigKey([name]), type: .string).value {
            return Self.text(value)
        }
        if let value = try? environment.value(forKey: AbsoluteConfigKey(["tabaqa", name]), type: .string)
            .value
        {
            return Self.text(value)
        }
        guard let file else { return nil }
        // YAML's scalars are read as what is asked for; a list is asked for where text is none.
        for type in [ConfigType.string, .int, .bool, .double, .stringArray] {
            if let value = try? file.value(forKey: AbsoluteConfigKey([name]), type: type).value {
                return Self.text(value)
            }
        }
        return nil
    }

    private static func text(_ value: ConfigValue) -> String? {
        switch value.content {
        case .string(let text): text
        case .int(let number): String(number)
        case .double(let number): String(number)
        case .bool(let truth): String(truth)
        case .stringArray(let texts): texts.joined(separator: ",")
        default: nil
        }
    }

    /// - Throws: `catalog.invalid` for a value that is not of the setting's kind or range.
    public func settings() throws(Fault) -> ServerSettings {
        var settings = ServerSettings()
        for (name, set) in ServerSettings.names {
            guard let text = try text(name) else { continue }
            guard set(&settings, text) else {
                throw Fault(
                    .catalogInvalid, "Setting “\(name)” cannot be “\(text)”.",
                    at: path.map { Fault.Place(file: $0, field: name) })
            }
        }
        return settings
    }
}
