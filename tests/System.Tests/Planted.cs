namespace SystemTests;

/// <summary>Values of people who do not exist, put in to be looked for wherever they must not come out.</summary>
static class Planted
{
    public const string Head = "欧阳慕白", IdNumber = "11010519491231002X", Phone = "13800138000", Address = "示范路八十八弄";

    public static readonly string[] All = [Head, IdNumber, Phone, Address, "司徒清扬", "440524188001010014", "13900139000", "诸葛亦真", "有过纠纷一件"];
}
