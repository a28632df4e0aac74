using IncidentBot.Core.Obligations;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Plans.Advice;
using NodaTime;

namespace IncidentBot.Tests.Plans;

/// <summary>What a plan that reads well leaves to be wished, said with its place and its mend.</summary>
public sealed class PlanAdviceTests
{
    private static readonly LocalDate Today = new(2026, 11, 24);

    private static readonly string Insurance = Block("insurance:\n", "# ---");

    private static readonly string Law = Block("  set_by: lena\n", "insurance:\n");

    /// <summary>What is put in place of what, by turns, everywhere in the sample; and the whole sentence that follows.</summary>
    public static TheoryData<string[], string> Broken => new()
    {
        { ["incident-manager", "leader", "grants: [leader]", "grants: [incident-manager]"], "roles: There is no role incident-manager, so it is not said who leads; add incident-manager: {contact: …}." },
        { ["  partner: {contact: litware-response, deputies: [tailspin-forensics]}   # whom call-in calls\n", "", "[partner, nora]", "[litware-response, nora]"], "roles: There is no role partner, so call-in has nobody to call; add partner: {contact: …} with the firm that helps out." },
        { ["deputies: [milo, breach-counsel]}", "deputies: []}"], "roles, legal: Nobody stands in for Lena Park, general counsel; add deputies, such as deputies: [milo]." },
        { ["      - {kind: voice, address: \"+15125550104\"}\n", ""], "contacts, northwind-soc: A page reaches nobody here, because none of the methods that are named (pagerduty) is set up in this bot; set one up, add a method that is, or expect to call by hand." },
        { ["      - {page: [incident-manager], wait: 8h}", "      - {page: [sam], wait: 8h}"], "escalation, severities 4, 5: Every level pages Sam Okafor and nobody else; page somebody else in a later level." },
        { ["{page: [partner, nora], wait: 10m}", "{page: [partner, nora], wait: 1h30m}"], "escalation, severity 1: The last level waits 1h30m before the ladder starts again; wait 30m at most." },
        { ["      - {page: [ravi, executive, milo], wait: 5m}\n      - {page: [partner, nora], wait: 10m}\n", ""], "escalation, severity 1: There is one level only, so nobody further is tried when it does not answer; add a second one." },
        { ["      - {kind: sms, address: \"+15125550110\"}\n", ""], "escalation, severity 1: Dana Reyes is paged first and has no telephone, and what comes by web or mail wakes nobody; add a method voice, sms or pagerduty to the contact dana." },
        { ["+15125550102", "+15125550101"], "escalation, severity 1: nora and sam have the same number +15125550101, so one dead telephone silences both; give one of them another." },
        { ["kind: law-enforcement", "kind: vendor"], "contacts: There is no contact of the kind law-enforcement; add the police office that takes cyber crime, so that its number is there at night." },
        { ["kind: insurer", "kind: vendor"], "contacts: There is no contact of the kind insurer, although there is a policy; add the desk that takes claims." },
        { ["kind: legal", "kind: vendor"], "contacts: There is no contact of the kind legal; add counsel, or the firm that the insurer pays for." },
        { ["kind: pr\n", "kind: vendor\n"], "contacts: There is no contact of the kind pr; add whoever speaks to the press for the client." },
        { ["{contact: proseware-pr, deputies: [evan]}", "{contact: evan}"], "contacts, proseware-pr: Nothing refers to Crisis desk; name the contact in a role, in the escalation or in the insurance, or take it out." },
        { ["    languages: [en, es]\n", ""], "contacts, dana: No languages are named, so whoever calls does not know which one to try; add languages, such as [en, de]." },
        { ["    hours: Mon-Fri 07:30-18:00\n", ""], "contacts, dana: No hours are named, so nobody knows when to expect an answer; add hours, such as Mon-Fri 08:00-18:00." },
        { [Insurance, "", "    cyber_policy_on_file: true    # see insurance\n", ""], "insurance: No cyber policy is named; add insurance with insurer, policy and hotline, or let counsel write cyber_policy_on_file: false." },
        { [Insurance, ""], "legal, facts: cyber_policy_on_file is true and there is no insurance; add insurance, or let counsel correct the fact." },
        { ["  contact: fabrikam-claims\n  hotline: \"+12125550130\"\n", ""], "insurance: Neither a hotline nor a contact of Fabrikam Specialty Insurance is named, so nobody can give notice at night; add hotline or contact." },
        { [Law, ""], "legal: Counsel has said nothing yet, so every law stays possible and every clock is asked about; let somebody with the grant legal add facts." },
        { ["set_on: 2026-09-14", "set_on: 2025-03-01"], "legal, set_on: Counsel last answered for the facts on 2025-03-01, more than a year ago; let counsel look again and change the date." },
        { ["set_on: 2026-09-14", "set_on: 2027-01-01"], "legal, set_on: 2027-01-01 has not come yet; write the day on which counsel said it." },
        { ["gdpr_in_scope: true", "gdpr_inscope: true"], "legal, facts: No row of the obligations catalogue looks at gdpr_inscope, so it decides nothing; did you mean gdpr_in_scope?" },
        { ["    gdpr_in_scope: true", "    gdpr_in_scope: false"], "legal, facts: gdpr_in_scope is false and EU-DE is a jurisdiction; let counsel correct the fact, or take the jurisdiction out." },
        { ["    calendar: DE-BE\n    authorities:\n      - {name: Berlin Commissioner for Data Protection, portal: https://berlin-dpa.example.com/breach}\n", "    calendar: DE-BE\n"], "jurisdictions, EU-DE: No authority is named to which a filing would go; add authorities with a name and a portal." },
        { ["  - handle: dana\n", "  - {handle: greta, name: Greta Holm, employer: client, grants: [executive]}\n  - handle: dana\n"], "people, greta: Greta Holm has a part and is no contact, so nobody can call or page them; add a contact with person: greta." },
        { ["    grants: [legal]               # deputy counsel, in Berlin", "    grants: [responder]"], "people: Only Lena Park has the grant legal, so nobody decides a legal deadline while they are away; give it to a second person." },
        { ["    grants: [incident-manager]", "    grants: [responder]"], "people: Nobody has the grant incident-manager, so nobody may override, merge, reopen or change this plan; give it to somebody." },
        { [Block("    recovery:\n      - {title: Restore from clean backups or rebuild", "# ---"), ""], "protocols, other: Nothing is said about recovery and validation, so most types have no tasks there; add the stages." },
        { ["audience: press and social media", "audience: neighbours"], "communication: Nobody is named who speaks to the press; add the audience press with a speaker and the roles that must agree first." },
        { ["{name: Active Directory, kind: identity, owner: technical-lead, ", "{name: Active Directory, kind: identity, "], "assets, Active Directory: It is of high criticality and nobody decides about it; add owner with a role." },
        { ["reviewed: {on: 2026-10-12, by: nora}", "reviewed: {on: 2027-10-12, by: nora}"], "reviewed: 2027-10-12 has not come yet; write the day on which @nora went through the plan." },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Twenty_plans_and_more_that_read_well_and_are_not_good_are_told_where_and_how_to_mend_it(string[] changes, string expected)
    {
        Assert.DoesNotContain(expected, Check(SamplePlan.Text));
        var text = changes.Chunk(2).Aggregate(SamplePlan.Text, (before, change) =>
        {
            Assert.Contains(change[0], before, StringComparison.Ordinal);
            return before.Replace(change[0], change[1], StringComparison.Ordinal);
        });
        Assert.Contains(expected, Check(text));
    }

    [Fact]
    public void The_sample_leaves_little_to_be_wished() => Assert.Equal(
    [
        "roles, executive: Nobody stands in for Evan Castillo; add deputies, such as deputies: [dana].",
        "jurisdictions, US-TX, US-CA, US-NY, EU-DE: The obligations catalogue has no holidays of 2026 for US-TX, US-CA, US-NY, DE-BE, so business days there are counted without them; name a calendar that it has (DE-HE, FR, us-ny-public-holidays, us-sec-edgar), or have counsel count.",
        "protocols: insider, denial-of-service and supply-chain have no protocol of their own and take what other says; add what the client would do otherwise.",
    ], Check(SamplePlan.Text));

    [Fact]
    public void A_plan_that_nobody_touched_for_a_year_is_old_unless_somebody_says_that_they_went_through_it()
    {
        var unsaid = SamplePlan.With("reviewed: {on: 2026-10-12, by: nora}\n", "");
        var since = new LocalDate(2025, 11, 1);
        Assert.Contains("reviewed: The plan has not changed since 2025-11-01, more than a year ago; go through it with the client and add reviewed: {on: 2026-11-24, by: …}.", Check(unsaid, since));
        Assert.Contains("reviewed: The plan was last gone through on 2025-10-12, more than a year ago; go through it with the client and change the date.", Check(SamplePlan.With("reviewed: {on: 2026-10-12", "reviewed: {on: 2025-10-12"), since));
        Assert.DoesNotContain(Check(SamplePlan.Text, since), one => one.StartsWith("reviewed", StringComparison.Ordinal));
        Assert.DoesNotContain(Check(unsaid), one => one.StartsWith("reviewed", StringComparison.Ordinal));
    }

    [Fact]
    public void Gaps_come_before_advice()
    {
        var advice = Of(SamplePlan.With("kind: pr\n", "kind: vendor\n"), Today);
        Assert.Equal([AdviceWeight.Gap, AdviceWeight.Advice, AdviceWeight.Advice, AdviceWeight.Advice], advice.Select(one => one.Weight));
    }

    private static IReadOnlyList<string> Check(string text, LocalDate? since = null) => [.. Of(text, since ?? Today).Select(one => one.ToString())];

    /// <summary>Everything is set up but PagerDuty.</summary>
    private static IReadOnlyList<PlanAdvice> Of(string text, LocalDate since)
    {
        var parse = PlanFile.Parse("p.yaml", text);
        Assert.True(parse.Plan is not null, string.Join('\n', parse.Problems));
        return PlanCheck.Of(parse.Plan, new PlanCircumstances(new HashSet<string> { "web", "mail", "sms", "voice", "webhook" }, Today, since, Catalogue.Shipped));
    }

    private static string Block(string from, string to)
    {
        var start = SamplePlan.Text.IndexOf(from, StringComparison.Ordinal);
        return SamplePlan.Text[start..SamplePlan.Text.IndexOf(to, start, StringComparison.Ordinal)];
    }
}
