internal import ArgumentParser
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// Which rows take part.
struct SelectionOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: "W,S,E,N in degrees, or in --crs.")
    var bbox: String?

    @Option(help: "Closed interval in the layer's zone: 2024, 2024-03, 2024-01-01/2024-06-30, ../2024.")
    var datetime: String?

    @Option(help: "Local hours: 22-5 or 8,9,17-19.")
    var hour: String?

    @Option(help: "Weekdays: mon-fri, sat,sun or 1-7 (Monday 1).")
    var weekday: String?

    @Option(help: "CQL2 text, e.g. \"category = 'building' AND severity >= 3\".")
    var filter: String?

    @Flag(help: "Let rows with a suspect place take part.")
    var includeFlagged = false

    func request(crs: CRS?) throws -> SelectionRequest {
        var request = SelectionRequest()
        request.extent = try bbox.map { try Self.extent($0) }
        request.extentCRS = crs ?? .wgs84
        request.datetime = datetime
        request.hour = hour
        request.weekday = weekday
        request.filter = filter
        request.includesFlagged = includeFlagged
        return request
    }

    static func extent(_ text: String) throws -> Extent {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map {
            Double($0.trimmingPrefix { $0 == " " })
        }
        guard numbers.count == 4, let west = numbers[0], let south = numbers[1], let east = numbers[2],
            let north = numbers[3], [west, south, east, north].allSatisfy(\.isFinite), west < east,
            south < north
        else {
            throw Fault(
                .optionInvalid, "--bbox must be W,S,E,N with W < E and S < N, not “\(text)”.",
                remedy: "For example --bbox 37.30,37.00,37.45,37.12.")
        }
        return Extent(minX: west, minY: south, maxX: east, maxY: north)
    }
}
