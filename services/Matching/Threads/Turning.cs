namespace Matching;

static class Turning
{
    /// <summary>
    /// Turns a relation round: for each label the items that have it, in their order. Each thread counts and places a
    /// stretch of the items.
    /// </summary>
    /// <param name="labelsOf">fills in the labels of an item, each once</param>
    public static Rows Turned(this Crew crew, int items, int labels, Action<int, List<int>> labelsOf)
    {
        var places = new int[crew.Hands][];
        crew.Split(items, (hand, from, to) =>
        {
            var counts = places[hand] = new int[labels];
            List<int> its = [];
            for (var item = from; item < to; item++)
            {
                its.Clear();
                labelsOf(item, its);
                foreach (var label in its) counts[label]++;
            }
        });
        var start = new int[labels + 1];
        for (var label = 0; label < labels; label++)
        {
            var sum = start[label];
            foreach (var of in places)
                if (of is not null) (of[label], sum) = (sum, checked(sum + of[label]));
            start[label + 1] = sum;
        }
        var turned = new int[start[^1]];
        crew.Split(items, (hand, from, to) =>
        {
            var next = places[hand];
            List<int> its = [];
            for (var item = from; item < to; item++)
            {
                its.Clear();
                labelsOf(item, its);
                foreach (var label in its) turned[next[label]++] = item;
            }
        });
        return new(start, turned);
    }
}
