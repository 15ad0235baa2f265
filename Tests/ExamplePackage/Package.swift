// swift-tools-version: 6.2
import PackageDescription

// Another house than ours: it knows Tabaqa only by its address and a version. The test that builds it fills both in.
let address = Context.environment["TABAQA_ADDRESS"] ?? "https://example.org/tabaqa"
let version = Context.environment["TABAQA_VERSION"] ?? "1.0.0"

let package = Package(
    name: "Example",
    dependencies: [.package(url: address, exact: Version(version) ?? "1.0.0")],
    targets: [
        .executableTarget(
            name: "Example",
            dependencies: [
                .product(name: "TabaqaFeatureModel", package: "tabaqa"),
                .product(name: "TabaqaColumns", package: "tabaqa"),
                .product(name: "TabaqaAnalysis", package: "tabaqa"),
                .product(name: "TabaqaRendering", package: "tabaqa"),
                .product(name: "TabaqaEngine", package: "tabaqa"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
