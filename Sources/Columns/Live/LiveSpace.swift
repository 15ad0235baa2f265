internal import Glibc
internal import TabaqaFeatureModel

/// The row-wise sections of a column file mapped once more, each with room behind it, so that rows can be appended
/// while the arrays stay in one piece. Readers hold arrays of the length they were made with and never see more.
///
/// One writer at a time; what it wrote is published by whoever hands the next snapshot on.
final class LiveSpace: Sendable {
    /// One section's place.
    struct Region: Sendable {
        nonisolated(unsafe) let start: UnsafeMutableRawPointer
        let stride: Int
        /// Elements beyond one per row: 1 for offsets.
        let extra: Int
        /// Bytes there is room for.
        let capacity: Int
    }

    let memory: MappedFile
    /// By kind and column.
    let regions: [UInt32: Region]
    /// How many rows there is room for.
    let rowCapacity: Int
    let rowwise: RowwiseStore

    /// Rows for which room is left behind a file of `count`.
    static func slack(_ count: Int) -> Int { 4 * max(65_536, count / 20) }

    /// Bytes of a section for one row; nil for one that has not one element per row.
    private static func shape(_ kind: SectionKind) -> (stride: Int, extra: Int)? {
        switch kind {
        case .x, .y, .integers, .decimals, .instants: (8, 0)
        case .worldX, .worldY, .flags, .dates: (4, 0)
        case .booleans, .codes8: (1, 0)
        case .codes16: (2, 0)
        case .hexadecimals: (16, 0)
        case .textOffsets: (8, 1)
        default: nil
        }
    }

    /// - Throws: `columns.damaged` when a section is damaged, `store.failure` when there are no addresses left.
    init(_ base: LayerColumns) throws {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let rows = base.count + Self.slack(base.count)
        var plans: [(key: UInt32, section: ColumnHeader.Section, stride: Int, extra: Int, bytes: Int)] = []
        var total = 0
        func pages(_ bytes: Int) -> Int { (bytes + page - 1) / page * page }
        for section in base.header.sections {
            guard let kind = SectionKind(rawValue: section.kind) else { continue }
            _ = try base.fileBytes(kind, column: section.column)
            var plan = Self.shape(kind).map {
                (stride: $0.stride, extra: $0.extra, bytes: (rows + $0.extra) * $0.stride)
            }
            if kind == .textBytes {
                plan = (1, 0, Int(section.length) + (16 << 20) + 64 * Self.slack(base.count))
            }
            guard let plan else { continue }
            let key = LayerColumns.key(section.kind, section.column)
            plans.append((key, section, plan.stride, plan.extra, plan.bytes))
            total += pages(Int(section.offset) % page + plan.bytes)
        }
        guard let memory = MappedFile(reserving: max(total, page)) else {
            throw Fault(
                .storeFailure, "There is no room to keep layer “\(base.layer.id)” open.",
                remedy: "Raise the process's limit of virtual memory.")
        }
        var regions: [UInt32: Region] = [:]
        var at = UnsafeMutableRawPointer(mutating: memory.base)
        for plan in plans {
            let offset = Int(plan.section.offset)
            let inset = offset % page
            let length = Int(plan.section.length)
            if length > 0 {
                // Private: a page is copied when rows are appended on it, and the file never changes.
                let mapped = mmap(
                    at, inset + length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE,
                    base.file.descriptor, off_t(offset - inset))
                guard mapped != MAP_FAILED else {
                    throw Fault(.storeFailure, "The columns of layer “\(base.layer.id)” cannot be mapped.")
                }
            }
            regions[plan.key] = Region(
                start: at + inset, stride: plan.stride, extra: plan.extra, capacity: plan.bytes)
            at += pages(inset + plan.bytes)
        }
        self.memory = memory
        self.regions = regions
        rowCapacity = rows
        rowwise = RowwiseStore(rowCapacity: rows)
    }

    func region(_ kind: SectionKind, _ column: UInt16 = ColumnHeader.noColumn) -> Region? {
        regions[LayerColumns.key(kind.rawValue, column)]
    }

    /// Writes `values` as rows from `row` on, where the section exists.
    func write<Value: BitwiseCopyable>(
        _ values: [Value], _ kind: SectionKind, _ column: UInt16 = ColumnHeader.noColumn, at row: Int
    ) {
        guard let region = region(kind, column) else { return }
        values.withUnsafeBytes { bytes in
            guard let source = bytes.baseAddress, row * region.stride + bytes.count <= region.capacity else {
                return
            }
            (region.start + row * region.stride).copyMemory(from: source, byteCount: bytes.count)
        }
    }
}
