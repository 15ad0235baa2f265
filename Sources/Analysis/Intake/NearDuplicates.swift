public import TabaqaFeatureModel
internal import TabaqaTopology

/// Finds events near an earlier one in space and time: the `duplicateWithin:` rule of imports.
public struct NearDuplicates {
    private let meters: Double
    private let milliseconds: Int64
    private let transform: CoordinateTransform?
    private let geodesic = Geodesic()
    private var cells: [Cell: [Event]] = [:]

    private struct Cell: Hashable {
        var row: Int32
        var column: Int32
    }

    private struct Event {
        var longitude: Double
        var latitude: Double
        var instant: Int64
    }

    /// - Throws: `crs.transform`.
    public init(meters: Double, duration: ISODuration, crs: CRS) throws {
        self.meters = max(meters, 0)
        milliseconds = duration.nominalMilliseconds
        transform = crs == .wgs84 ? nil : try CoordinateTransform(from: crs, to: .wgs84, ballpark: .allow)
    }

    /// Rows that lie within the distance and the duration of an earlier row, of this call or one before. A
    /// row without a place or a time is near nothing.
    ///
    /// - Parameters:
    ///   - x: in the CRS given at the start; NaN where there is no place.
    ///   - times: milliseconds since 1970; `Int64.min` where there is none.
    /// - Returns: one truth per row.
    public mutating func mark(x: [Double], y: [Double], times: [Int64]) -> [Bool] {
        var (x, y) = (x, y)
        transform?.transform(x: &x, y: &y)
        return x.indices.map { row in
            guard row < times.count, times[row] != .min, abs(y[row]) <= 90, abs(x[row]) <= 360 else {
                return false
            }
            let event = Event(longitude: x[row], latitude: y[row], instant: times[row])
            let isNear = isNear(event)
            cells[cell(event), default: []].append(event)
            return isNear
        }
    }

    /// Cells at least as wide as the distance at every latitude of their row.
    private func cell(_ event: Event) -> Cell {
        let height = max(meters, 1) / 110_000
        let row = (event.latitude / height).rounded(.down)
        return Cell(row: Int32(clamping: Int(row)), column: column(event.longitude, row: row, height: height))
    }

    private func column(_ longitude: Double, row: Double, height: Double) -> Int32 {
        let latitude = min(89.9, max(abs(row * height), abs((row + 1) * height)))
        let width = height / cosine(latitude) * 1.01
        return Int32(clamping: Int((longitude / width).rounded(.down)))
    }

    private func cosine(_ degrees: Double) -> Double { max(0.0017, Ellipsoid.cosine(degrees)) }

    private func isNear(_ event: Event) -> Bool {
        let height = max(meters, 1) / 110_000
        let middle = (event.latitude / height).rounded(.down)
        for row in [middle - 1, middle, middle + 1] {
            let column = column(event.longitude, row: row, height: height)
            for neighbour in [column &- 1, column, column &+ 1] {
                for other in cells[Cell(row: Int32(clamping: Int(row)), column: neighbour)] ?? [] {
                    let (apart, overflow) = other.instant.subtractingReportingOverflow(event.instant)
                    guard !overflow, apart != .min, abs(apart) <= milliseconds else { continue }
                    let distance = geodesic.inverse(
                        longitude1: event.longitude, latitude1: event.latitude, longitude2: other.longitude,
                        latitude2: other.latitude)
                    if distance <= meters { return true }
                }
            }
        }
        return false
    }
}
