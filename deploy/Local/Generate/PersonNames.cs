namespace Local;

/// <summary>Chinese names put together at random from common surnames and common characters of given names.</summary>
static class PersonNames
{
    // The hundred commonest, commonest first.
    const string surnames =
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢" +
        "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常";

    const string male = "伟强磊军勇杰涛超明刚平辉鹏飞斌波健浩宇建国华志新海林峰亮俊德文龙毅成康兴旺荣贵生福根宝祥山";

    const string female = "芳娜敏静丽艳娟霞秀英玲桂兰红梅燕萍颖雪琳慧莉婷倩佳怡珍凤琴云洁蓉莲翠香月淑华素琼瑶彩春菊";

    const string middle = "文晓志建国小玉永春明德海金家立子思雨一嘉庆元学世正大中新光启";

    static readonly string[] doubleSurnames = ["欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "令狐"];

    public static string Draw(SeededRandom random, bool woman)
    {
        // The square makes the first characters several times as common as the last.
        var unit = random.Unit();
        var surname = random.Chance(0.004) ? random.Pick(doubleSurnames) : surnames[(int)(unit * unit * surnames.Length)].ToString();
        var characters = woman ? female : male;
        var last = characters[random.Below(characters.Length)];
        return random.Chance(0.2) ? $"{surname}{last}" : $"{surname}{middle[random.Below(middle.Length)]}{last}";
    }
}
