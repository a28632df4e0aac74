using System.Collections.Concurrent;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Plans;
using IncidentBot.Tests.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Paging;

/// <summary>Every text that went out to somebody of the sample plan.</summary>
internal sealed class SentPages : IOutsideChannel
{
    private static readonly Dictionary<string, string> Owners = PlanFile.Parse("sample", SamplePlan.Text).Plan!.Contacts.SelectMany(one => one.Methods.Where(method => method.Kind == PlanWords.TextMethod).Select(method => (method.Address, one.Key))).ToDictionary(one => one.Address!, one => one.Key);

    public string Method => PlanWords.TextMethod;

    public ConcurrentQueue<string> Contacts { get; } = new();

    /// <summary>What they say they are: two pages may call one contact, but each try goes out once.</summary>
    public ConcurrentQueue<string> Attempts { get; } = new();

    public void Install(IServiceCollection services) => services.AddSingleton<IOutsideChannel>(this);

    public Task<string> SendAsync(OutsideMessage message, CancellationToken cancel)
    {
        Contacts.Enqueue(Owners[message.Address]);
        Attempts.Enqueue(message.Id);
        return Task.FromResult("taken");
    }
}
