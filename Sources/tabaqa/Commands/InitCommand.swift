internal import ArgumentParser
internal import TabaqaFeatureModel
internal import TabaqaSpatiaLiteStore

/// `tabaqa init`
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Creates the store and its layers, or brings an existing store up to the definitions.",
        discussion: """
            Changes that only add (a layer, a property, a code) are made at once. A change that would lose \
            data is refused with the plan printed, and the store stays as it is.

            Examples:
              tabaqa init
              tabaqa init --store gaziantep.tabaqa.sqlite --layers Layers
            """)

    @OptionGroup var common: CommonOptions

    func run() throws {
        let catalog = try common.catalog()
        let store = try SpatiaLiteStore(path: common.storePath, mode: .create)
        try store.prepare(catalog)
        struct Answer: Encodable {
            var store: String
            var layers: [String]
        }
        common.answer(
            Answer(store: common.storePath, layers: catalog.layers.map(\.id)),
            "\(common.storePath): \(catalog.layers.count) layers ready.")
    }
}
