using Assessment;
using Defaults;
using Gateway;
using Households;
using Members;
using Organizations;
using Volunteering;

namespace Local.Tests;

public sealed class TextsTests
{
    [Fact]
    public void All_services_say_a_rule_in_the_same_words()
    {
        foreach (var part in new[]
        {
            typeof(OrganizationsService), typeof(MembersService), typeof(HouseholdsService), typeof(VolunteeringService),
            typeof(AssessmentService), typeof(GatewayService), typeof(Platform),
        })
            Texts.Load(part.Assembly);
        Assert.True(Texts.Has("pairing-is-known"));
    }
}
