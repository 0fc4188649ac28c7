namespace Matching.Tests;

public sealed class CrewTests
{
    public static TheoryData<int> Hands => [1, 2, 3, 8];

    [Theory]
    [MemberData(nameof(Hands))]
    public void What_is_shared_is_done_once_and_summed_up_in_its_order(int hands)
    {
        var crew = new Crew(hands, worthSharing: 10);
        foreach (var count in (int[])[0, 1, 2, 7, 9, 10, 11, 100])
        {
            int[] expected = [.. Enumerable.Range(0, count)];
            Assert.Equal(expected, crew.Make(count, at => at));
            Assert.Equal(string.Concat(expected), crew.Sum(count, "", (sum, at) => sum + at, string.Concat));
            foreach (var work in (long[])[0, 1_000])
            {
                var times = new int[count];
                crew.Share(count, work, at => Interlocked.Increment(ref times[at]));
                Assert.All(times, time => Assert.Equal(1, time));
            }
            List<int>[] workers = [.. Enumerable.Range(0, hands).Select(_ => new List<int>())];
            crew.Share(count, workers, (mine, at) => mine.Add(at));
            Assert.Equal(expected, workers.SelectMany(mine => mine).Order());
        }
    }

    [Theory]
    [MemberData(nameof(Hands))]
    public void What_one_of_them_throws_comes_out_as_it_was_thrown(int hands)
    {
        var fault = new InvalidOperationException("the last item");
        var thrown = Assert.Throws<InvalidOperationException>(() => new Crew(hands, worthSharing: 1).Make(100, at => at == 99 ? throw fault : at));
        Assert.Same(fault, thrown);
    }

    [Theory]
    [MemberData(nameof(Hands))]
    public void Keys_are_sorted_and_equal_ones_stay_as_they_stood(int hands)
    {
        var chance = new Random(Chance.Seed);
        var (crew, room) = (new Crew(hands, worthSharing: 1), new SortRoom());
        for (var time = 0; time < 200; time++)
        {
            // Of a few kinds or many, over some of the bits or all of them; one time in four they are in order already.
            var (mask, among) = ((ulong)chance.NextInt64() * 2 + 1, 1 + chance.Next(60));
            ulong[] keys = [.. Enumerable.Range(0, chance.Next(300)).Select(_ => (ulong)chance.NextInt64() >> among << chance.Next(2) * 24 & mask)];
            if (time % 4 == 0) Array.Sort(keys);
            var expected = keys.Index().OrderBy(key => key.Item).ToArray();
            var wasInOrder = keys.Order().SequenceEqual(keys);
            int[] order = [.. Enumerable.Range(0, keys.Length)];
            Assert.Equal(!wasInOrder, KeySort.Sort(keys, order, crew, chance.Next(2) == 0 ? room : null));
            Assert.Equal(expected.Select(key => key.Item), keys);
            Assert.Equal(expected.Select(key => key.Index), order);
        }
    }

    [Theory]
    [MemberData(nameof(Hands))]
    public void A_relation_turned_round_gives_each_label_its_items_in_their_order(int hands)
    {
        var chance = new Random(Chance.Seed);
        for (var time = 0; time < 50; time++)
        {
            var labels = 1 + chance.Next(6);
            bool[][] has = [.. Enumerable.Range(0, chance.Next(20)).Select(_ => Enumerable.Range(0, labels).Select(_ => chance.Next(3) == 0).ToArray())];
            var turned = new Crew(hands, worthSharing: 1).Turned(has.Length, labels, (item, its) => its.AddRange(Enumerable.Range(0, labels).Where(label => has[item][label])));
            for (var label = 0; label < labels; label++)
                Assert.Equal(Enumerable.Range(0, has.Length).Where(item => has[item][label]), turned[label].ToArray());
        }
    }
}
