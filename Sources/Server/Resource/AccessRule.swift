public import TabaqaFeatureModel

/// Who may call a route. Every route has one; the access matrix is the list of them.
public enum AccessRule: Sendable, Hashable {
    /// Tells nothing about any layer.
    case open
    /// Answers out of the layers the viewer knows, and no others.
    case known
    /// Concerns the layer `{collectionId}`: absent unless the viewer knows it, then decided by the gate for `shape`.
    case layer(ReleaseShape)
    /// For holders of a key whose role is at least this in some department.
    case role(Viewer.Role)
    /// For devices that send to the layer `{collectionId}`, and for editors of its department.
    case contribute
    /// For editors of the department of the layer `{collectionId}`.
    case edit
    /// For enrolled devices, and for holders of a key that may change some layer: what they sent themselves.
    case sender
    /// For enrolled devices.
    case device

    /// Whether the token of a device opens it. Everywhere else such a token is refused.
    var takesDevices: Bool {
        switch self {
        case .contribute, .device, .sender: true
        case .open, .known, .layer, .role, .edit: false
        }
    }
}
