// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A room of the house: module `Tabaqa<Folder>` in `Sources/<folder>`.
func room(_ folder: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .target(
        name: "Tabaqa" + folder, dependencies: dependencies, path: "Sources/" + folder,
        resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TabaqaTestSupport"], path: "Tests/" + name,
        exclude: exclude, swiftSettings: settings)
}

/// A Debian library: a module map and a shim, nothing else.
func library(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/" + name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let package = Package(
    name: "tabaqa",
    products: [
        .library(name: "TabaqaFeatureModel", targets: ["TabaqaFeatureModel"]),
        .library(name: "TabaqaTopology", targets: ["TabaqaTopology"]),
        .library(name: "TabaqaColumns", targets: ["TabaqaColumns"]),
        .library(name: "TabaqaAnalysis", targets: ["TabaqaAnalysis"]),
        .library(name: "TabaqaRendering", targets: ["TabaqaRendering"]),
        .library(name: "TabaqaExchange", targets: ["TabaqaExchange"]),
        .library(name: "TabaqaSpatiaLiteStore", targets: ["TabaqaSpatiaLiteStore"]),
        .library(name: "TabaqaEngine", targets: ["TabaqaEngine"]),
        .library(name: "TabaqaServer", targets: ["TabaqaServer"]),
        .executable(name: "tabaqa", targets: ["tabaqa"]),
        .executable(name: "tabaqa-formats", targets: ["tabaqa-formats"]),
        .executable(name: "tabaqa-media", targets: ["tabaqa-media"]),
    ],
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0",
            traits: ["JSON", "YAML"]),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        library("CSpatialite", pkgConfig: "spatialite", apt: "libspatialite-dev"),
        library("CGEOS", pkgConfig: "geos", apt: "libgeos-dev"),
        library("CPROJ", pkgConfig: "proj", apt: "libproj-dev"),
        library("CDeflate", pkgConfig: "libdeflate", apt: "libdeflate-dev"),
        library("CPangoCairo", pkgConfig: "pangocairo", apt: "libpango1.0-dev"),
        library("CGDAL", pkgConfig: "gdal", apt: "libgdal-dev"),
        library("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev"),

        library("CQREncode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),
        library("CTurboJPEG", pkgConfig: "libturbojpeg", apt: "libturbojpeg0-dev"),
        library("CHEIF", pkgConfig: "libheif", apt: "libheif-dev"),
        library("CWebP", pkgConfig: "libwebp", apt: "libwebp-dev"),
        library("CPNG", pkgConfig: "libpng", apt: "libpng-dev"),

        room("FeatureModel", [.product(name: "Yams", package: "Yams")]),
        room("Topology", ["TabaqaFeatureModel", "CGEOS", "CPROJ"]),
        room("Columns", ["TabaqaFeatureModel"]),
        room("Rendering", ["TabaqaFeatureModel", "CDeflate", "CPangoCairo", "CQREncode"]),
        room(
            "SpatiaLiteStore",
            ["TabaqaFeatureModel", "CSpatialite", .product(name: "GRDB", package: "GRDB.swift")],
            resources: [.embedInCode("SQL")]),
        room("Analysis", ["TabaqaFeatureModel", "TabaqaTopology", "TabaqaColumns"]),
        room("Exchange", ["TabaqaFeatureModel", .product(name: "Crypto", package: "swift-crypto")]),
        room(
            "Engine",
            [
                "TabaqaFeatureModel", "TabaqaTopology", "TabaqaColumns", "TabaqaAnalysis",
                "TabaqaRendering", "TabaqaExchange", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        room(
            "Server",
            [
                "TabaqaEngine", "TabaqaRendering", "TabaqaFeatureModel", "CDeflate", "CZstd",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            resources: [.copy("Web")]),
        .executableTarget(
            name: "tabaqa",
            dependencies: [
                "TabaqaEngine", "TabaqaServer", "TabaqaSpatiaLiteStore", "TabaqaFeatureModel",
                "TabaqaRendering",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/tabaqa", swiftSettings: settings),
        .executableTarget(
            name: "tabaqa-formats", dependencies: ["CGDAL"], path: "Sources/tabaqa-formats",
            swiftSettings: settings),
        .executableTarget(
            name: "tabaqa-media", dependencies: ["CTurboJPEG", "CHEIF", "CWebP", "CPNG"],
            path: "Sources/tabaqa-media", swiftSettings: settings),

        .target(
            name: "TabaqaTestSupport", dependencies: ["TabaqaFeatureModel"], path: "Tests/TestSupport",
            swiftSettings: settings),
        tests("FeatureModelTests", ["TabaqaFeatureModel"]),
        tests("TopologyTests", ["TabaqaTopology", "TabaqaFeatureModel"]),
        tests("ColumnsTests", ["TabaqaColumns", "TabaqaFeatureModel"]),
        tests(
            "AnalysisTests",
            ["TabaqaAnalysis", "TabaqaColumns", "TabaqaTopology", "TabaqaFeatureModel", "CGEOS"]),
        tests("RenderingTests", ["TabaqaRendering", "TabaqaFeatureModel", "CPangoCairo"]),
        tests("ExchangeTests", ["TabaqaExchange", "TabaqaFeatureModel"]),
        tests("SpatiaLiteStoreTests", ["TabaqaSpatiaLiteStore", "TabaqaFeatureModel", "store-crash-probe"]),
        .executableTarget(
            name: "store-crash-probe",
            dependencies: ["TabaqaSpatiaLiteStore", "TabaqaTestSupport", "TabaqaFeatureModel"],
            path: "Tests/StoreCrashProbe", swiftSettings: settings),
        tests("EngineTests", ["TabaqaEngine", "TabaqaColumns", "TabaqaFeatureModel"]),
        tests(
            "LiveTests",
            [
                "TabaqaEngine", "TabaqaColumns", "TabaqaAnalysis", "TabaqaRendering", "TabaqaSpatiaLiteStore",
                "TabaqaFeatureModel",
            ]),
        tests(
            "ServerTests",
            ["TabaqaServer", "TabaqaEngine", "TabaqaSpatiaLiteStore", "TabaqaFeatureModel"]),
        tests("FormatsTests", ["tabaqa-formats"]),
        tests("EndToEndTests", ["tabaqa", "tabaqa-formats", "tabaqa-media"], exclude: ["Oracles"]),
        tests(
            "FieldTests",
            [
                "TabaqaServer", "TabaqaEngine", "TabaqaExchange", "TabaqaRendering", "TabaqaSpatiaLiteStore",
                "TabaqaFeatureModel", "tabaqa-media",
            ]),
        tests("PackageTests", []),
    ],
    swiftLanguageModes: [.v6]
)
