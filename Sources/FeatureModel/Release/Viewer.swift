/// Who asks a server, and what departments granted them. Without a grant: anyone.
public struct Viewer: Hashable, Sendable {
    /// What a grant allows, least first. Each role may do what the ones before it may.
    public enum Role: String, Sendable, CaseIterable, Comparable {
        /// Reads the department's public and internal layers, and the cells of restricted ones.
        case reader
        /// Also changes them.
        case editor
        /// Also reads guarded layers exactly.
        case steward

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

        public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }
    }

    /// A role in one department, or in every department.
    public struct Grant: Hashable, Sendable {
        /// Nil: every department.
        public var department: String?
        public var role: Role

        public init(department: String?, role: Role) {
            self.department = department
            self.role = role
        }
    }

    /// For logs and audits: the name of the key, never the key.
    public var name: String
    public var grants: [Grant]
    /// The device that asks: it may send, and sees what it sent; for everything else it is anyone.
    public var device: Device?

    public init(name: String, grants: [Grant], device: Device? = nil) {
        self.name = name
        self.grants = grants
        self.device = device
    }

    public static let anonymous = Viewer(name: "anonymous", grants: [])

    public var isAnonymous: Bool { grants.isEmpty }

    /// The highest role in the department.
    public func role(in department: String) -> Role? {
        grants.filter { $0.department == nil || $0.department == department }.map(\.role).max()
    }

    /// For whom an output of the layer is made when this viewer asks.
    public func audience(of layer: LayerDefinition) -> Audience {
        switch role(in: layer.department) {
        case nil: .public
        case .reader, .editor: .department
        case .steward: .exact
        }
    }

    /// Whether the viewer may learn that the layer exists. To anyone without a grant only public layers do: the
    /// aggregates of internal layers that `ReleaseGate` would let out are a city's decision to publish, file by
    /// file, not a server's.
    public func knows(_ layer: LayerDefinition) -> Bool {
        switch audience(of: layer) {
        case .public: layer.sensitivity == .public
        case .department: ReleaseGate.decide(.department, layer.sensitivity, .cells) != .refused
        case .exact: true
        }
    }

    /// Whether the viewer may send observations of the layer.
    public func mayContribute(to layer: LayerDefinition) -> Bool {
        device?.covers(layer) ?? mayEdit(layer)
    }

    /// Whether the viewer may change any feature of the layer, and review.
    public func mayEdit(_ layer: LayerDefinition) -> Bool {
        device == nil && (role(in: layer.department).map { $0 >= .editor } ?? false) && knows(layer)
    }

    /// For the audit.
    public var sender: Sender { device?.sender ?? Sender(name: name) }
}
