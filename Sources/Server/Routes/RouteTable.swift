/// Every operation of the service. What is not here does not exist.
public enum RouteTable {
    public static let all: [Route] =
        CommonRoutes.all + ItemsRoutes.all + TileRoutes.all + DensityRoutes.all + AreaRoutes.all
        + WebRoutes.all + FieldPageRoutes.all + FieldWorkRoutes.all + ServiceRoutes.all
        + OpenRosaRoutes.all + DeviceRoutes.all + FieldFormRoutes.all + ReviewRoutes.all + DutyRoutes.all
        + EditRoutes.all + AttachmentRoutes.all + UploadRoutes.all + ChangesRoutes.all + FormRoutes.all
}
