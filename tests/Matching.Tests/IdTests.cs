using System.Text;

namespace Matching.Tests;

public sealed class IdTests
{
    // Of few letters, so that many begin alike and some are others' beginnings; more than eight bytes of them decide.
    [Fact]
    public void Ids_are_put_in_the_order_of_their_bytes_however_they_begin()
    {
        var chance = new Random(Chance.Seed);
        for (var time = 0; time < 200; time++)
        {
            var shared = new string('s', chance.Next(12));
            string[] ids = [.. Enumerable.Range(0, chance.Next(60)).Select(_ => shared + string.Concat(Enumerable.Range(0, 1 + chance.Next(20)).Select(_ => chance.Next(40) == 0 ? "𠮷" : chance.Next(8) == 0 ? "b" : "a"))).Distinct()];
            var roll = new IdRoll();
            Assert.All(ids, id => Assert.Null(roll.Add(id)));
            var order = roll.Sorted();
            Assert.Equal(ids.OrderBy(id => new Bytes(id)), order.Select(at => ids[at]));
            var inOrder = roll.InOrder(order);
            Assert.Equal(Enumerable.Range(0, ids.Length), order.Select(at => inOrder.Find(ids[at])));
            Assert.Equal(-1, inOrder.Find(shared + "c"));
            Assert.Equal(ids.OrderBy(id => new Bytes(id)), Enumerable.Range(0, ids.Length).Select(at => Encoding.UTF8.GetString(inOrder.Bytes(at))));
        }
    }

    [Fact]
    public void Ids_that_are_the_same_stay_in_the_order_in_which_they_came()
    {
        var roll = new IdRoll();
        for (var at = 0; at < 100; at++) roll.Add(at % 2 == 0 ? "the same beginning, and then this" : "the same beginning, and then that");
        Assert.Equal(Enumerable.Range(0, 100).OrderByDescending(at => at % 2), roll.Sorted());
    }
}
