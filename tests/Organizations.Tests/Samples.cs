namespace Organizations.Tests;

/// <summary>Two districts of one city, each with its streets and communities.</summary>
static class Samples
{
    public const string Areas = """
        code,name,level,parent
        320100000000,南京市,city,
        320102000000,玄武区,district,320100000000
        320102002000,梅园新村街道,street,320102000000
        320102002001,兰园社区,community,320102002000
        320102002002,大悲巷社区,community,320102002000
        320102003000,新街口街道,street,320102000000
        320102003001,香铺营社区,community,320102003000
        320104000000,秦淮区,district,320100000000
        320104001000,五老村街道,street,320104000000
        320104001001,五老村社区,community,320104001000

        """;

    public const string Units = """
        id,name,kind,area,parent,longitude,latitude,crs,seats,secretary
        o1,区财政局机关党委,organ,320102000000,,118.790,32.050,,1,
        o2,区教育局机关党委,organ,320102000000,,118.800,32.052,,2,
        c1,兰园社区党委,community,320102002001,,118.791,32.051,,2,甲书记
        c2,大悲巷社区党委,community,320102002002,,118.799,32.053,,1,乙书记
        c3,香铺营社区党委,community,320102003001,,118.785,32.045,,1,

        """;

    public const string UnitsElsewhere = """
        id,name,kind,area,parent,longitude,latitude,crs,seats,secretary
        p1,秦淮区财政局机关党委,organ,320104000000,,118.79,32.03,,1,
        d1,五老村社区党委,community,320104001001,,118.79,32.03,,1,

        """;

    public static object Campaign(string id = "k1", object? organizationRules = null) => new
    {
        id, name = "双结对双提升", area = "320102000000", starts = "2026-03-01", dockingDeadline = "2026-06-30",
        organizationRules = organizationRules ?? new { },
    };

    /// <summary>Divisions, organizations of both districts and a campaign in the first.</summary>
    public static async Task FillAsync(this Office office)
    {
        await office.As("administrator").TakeAsync("areas", Areas);
        await office.Department.TakeAsync("units", Units);
        await office.As("organization-department", "320104").TakeAsync("units", UnitsElsewhere);
        await office.Department.PostAsync("campaigns", Campaign(), System.Net.HttpStatusCode.Created);
    }
}
