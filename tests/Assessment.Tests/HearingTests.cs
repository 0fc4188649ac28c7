using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Support;

namespace Contracts.Planted
{
    /// <summary>A fact that no service hears.</summary>
    public sealed record SecretKept(string Area);
}

namespace Assessment.Tests
{
    /// <summary>The ledger takes in every kind of fact that the contracts hold.</summary>
    public sealed class HearingTests
    {
        public static IEnumerable<object[]> Providers => TestStore.Providers;

        [Theory, MemberData(nameof(Providers))]
        public async Task Every_fact_of_the_contracts_is_recorded(string provider)
        {
            await using var province = await Province.OpenAsync(provider);
            var facts = ContractFacts.In(typeof(PairingRules).Assembly.GetTypes());

            Assert.Contains(facts, it => it.Name == "HouseholdsChanged");
            Assert.DoesNotContain(facts, it => it.Name is "HouseholdChange" or "PairingRules" or "PostReply");
            Assert.Empty(await UnheardAsync(province, facts));
        }

        [Fact]
        public async Task A_new_fact_without_a_hearer_is_noticed()
        {
            await using var province = await Province.OpenAsync("sqlite");
            var planted = ContractFacts.In(typeof(Contracts.Planted.SecretKept).Assembly.GetTypes());

            Assert.Equal(["SecretKept"], await UnheardAsync(province, planted));
        }

        [Fact]
        public void A_fact_that_the_table_lacks_is_not_passed_over_in_silence() =>
            Assert.Throws<InvalidOperationException>(() => FactParts.Of(new Contracts.Planted.SecretKept(Province.First)));

        /// <summary>Tells a specimen of each, and gives the names of those that the ledger did not take as they were told.</summary>
        static async Task<List<string>> UnheardAsync(Province province, IReadOnlyList<Type> facts)
        {
            var unheard = new List<string>();
            foreach (var type in facts)
            {
                var fact = ContractFacts.Specimen(type, Province.First);
                await province.TellAsync(fact);
                var row = await province.StoreAsync(db => db.Ledger.SingleOrDefaultAsync(it => it.Type == type.Name));
                var told = System.Text.Json.JsonSerializer.Serialize(fact, type, Wire.Json);
                var service = type.Namespace!.Split('.')[1].ToLowerInvariant();
                if ((row?.Body, row?.Service, row?.Area, row?.Subjects) != (told, service, Province.First, 1)) unheard.Add(type.Name);
            }
            return unheard;
        }
    }
}
