internal import TabaqaEngine
internal import TabaqaFeatureModel

/// What phones with ODK Collect, KoboCollect or Enketo speak: OpenRosa 1.0 below the address of a device's token, and
/// below the root with `?st=`.
///
/// Clients append `deviceID` to every address and send a `Date` in their own language; neither decides anything.
public enum OpenRosaRoutes {
    public static let all: [Route] = ["/v1/key/{token}/projects/{projectId}", ""].flatMap { base in
        [
            formList(base), form(base), manifest(base), media(base), integrity(base), submissionHead(base),
            submission(base),
        ]
    }

    private static let tag = "OpenRosa"

    static func parameters(_ base: String, _ own: [Parameter] = []) -> [Parameter] {
        let device = Parameter("deviceID", "What the client calls its device.")
        let token = Parameter("token", in: .path, "The token of the device.")
        let project = Parameter("projectId", in: .path, "The project; there is one, “1”.")
        let inQuery = Parameter("st", "The token of the device.")
        return (base.isEmpty ? [inQuery] : [token, project]) + own + [device]
    }

    private static let formID = Parameter("formId", in: .path, "The form: a layer's id.")

    private static func get(
        _ base: String, _ path: String, id: String, _ summary: String, _ own: [Parameter] = [],
        offers: [MediaType] = [.openRosa], handle: @escaping @Sendable (OpenRosaCall) throws -> Answer
    ) -> Route {
        Route(
            .get, base + path, id: id + (base.isEmpty ? "AtRoot" : ""), tag: tag, summary, access: .device,
            parameters: parameters(base, own), offers: offers, isLenient: true, manner: .openRosa
        ) { try handle(OpenRosaCall($0)) }
    }

    private static func formList(_ base: String) -> Route {
        get(
            base, "/formList", id: "getFormList", "The forms this device may fill in.",
            [
                Parameter("formID", "Only this form."), Parameter("verbose", "Ignored."),
                Parameter("listAllVersions", "Ignored."),
            ]
        ) { call in
            let forms = try call.layers.filter { layer in
                layer.form.isOpen && call.call.query["formID"].map { $0 == layer.id } ?? true
            }.map { try OpenRosaForm($0, call) }
            return Answer(.openRosa, .bytes(OpenRosaDocuments.formList(forms, call)), caching: .never)
        }
    }

    private static func form(_ base: String) -> Route {
        get(
            base, "/forms/{formId}.xml", id: "getForm", "A form; without a version the current one.",
            [formID, Parameter("version", "A version, also one of before.")]
        ) { call in
            let layer = try call.layer
            var edition = try call.field.form(of: layer)
            if let version = call.call.query["version"], version != edition.version {
                guard let old = try call.field.store.form(of: layer, version: version) else {
                    throw OpenRosaCall.unknown
                }
                edition = old
            }
            let tag = OpenRosaForm.md5(edition.xml)
            if let same = call.call.unchanged(tag) { return same }
            return Answer(.openRosa, .bytes(edition.xml), tag: tag)
        }
    }

    private static func manifest(_ base: String) -> Route {
        get(
            base, "/forms/{formId}/manifest", id: "getManifest", "The lists that belong to a form.", [formID]
        ) { call in
            let layer = try call.layer
            let document = OpenRosaDocuments.manifest(try call.lists(of: layer), of: layer, call)
            return Answer(.openRosa, .bytes(document), caching: .never)
        }
    }

    private static func media(_ base: String) -> Route {
        get(
            base, "/forms/{formId}/media/{file}", id: "getFormMedia", "A list of features, as CSV.",
            [formID, Parameter("file", in: .path, "The list's file name.")], offers: [.csv]
        ) { call in
            let list = try call.list(named: call.call.path["file"] ?? "", of: [call.layer])
            if let same = call.call.unchanged(list.md5) { return same }
            return Answer(.csv, .bytes(list.csv), tag: list.md5)
        }
    }

    private static func integrity(_ base: String) -> Route {
        get(
            base, "/forms/{formId}/integrity", id: "getIntegrity", "Which features of a list are gone.",
            [formID, Parameter("id", "Names of features, by commas.", isList: true)]
        ) { call in
            let asked = (call.call.query["id"] ?? "").split(separator: ",").prefix(1_000).map(String.init)
            let alive = try call.lists(of: call.layer).reduce(into: Set<String>()) { $0.formUnion($1.names) }
            return Answer(.openRosa, .bytes(OpenRosaDocuments.integrity(asked, alive)), caching: .never)
        }
    }

    /// Answers 204 without a `Location`: a client would follow it, and behind a proxy that ends TLS it would lead
    /// nowhere.
    private static func submissionHead(_ base: String) -> Route {
        Route(
            .head, base + "/submission", id: "headSubmission" + (base.isEmpty ? "AtRoot" : ""), tag: tag,
            "Whether submissions are taken here.", access: .device, parameters: parameters(base),
            offers: [.openRosa], isLenient: true, mayBeEmpty: true, manner: .openRosa
        ) { call in
            _ = try OpenRosaCall(call)
            return Answer(status: 204, nil, .none, caching: .never)
        }
    }

    private static func submission(_ base: String) -> Route {
        Route(
            taking: .post, base + "/submission", id: "postSubmission" + (base.isEmpty ? "AtRoot" : ""),
            tag: tag, "Takes a filled form with its files, whole or in several requests.", access: .device,
            parameters: parameters(base), offers: [.openRosa],
            body: ("multipart/form-data", ["type": "object"]), isLenient: true, manner: .openRosa
        ) { call in try SubmissionSink(OpenRosaCall(call)) }
    }
}
