import Foundation
import Testing

/// Killed at any moment, an import leaves all or nothing.
@Suite("Interruption", .serialized)
struct InterruptionTests {
    @Test func `kill -9 during an import leaves the store whole`() throws {
        let city = try Workspace(layers: Shared.layers)
        try city.tabaqa("init")
        var rows = "hydrant_no,category,status,longitude,latitude\n"
        let count = 60_000
        for index in 0..<count {
            rows +=
                "K\(index),above_ground,working,\(37.3 + Double(index % 997) * 1e-4),\(37.0 + Double(index % 991) * 1e-4)\n"
        }
        try city.write(rows, to: "many.csv")
        let attempts = ProcessInfo.processInfo.environment["TABAQA_LONG"] == nil ? 12 : 200
        for attempt in 0..<attempts {
            let process = Process()
            process.executableURL = Command.products.appendingPathComponent("tabaqa")
            process.arguments = ["import", "fire-hydrants", "many.csv", "--quiet"]
            process.currentDirectoryURL = city.folder
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(UInt32(attempt * 40_000 % 600_000 + attempt * 977 % 9_000))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let verify = try city.run(["verify"])
            #expect(verify.status == 0, "\(verify.output)\(verify.error)")
            try city.tabaqa("export", "fire-hydrants", "-o", "h.csv")
            let stored = try city.csv("h.csv").count
            #expect(stored == 0 || stored == count, "\(stored) rows after kill \(attempt)")
            if stored == count { break }
        }
        let final = try city.answer("import", "fire-hydrants", "many.csv")
        #expect(final["stored"] as? Int == count)
    }
}
