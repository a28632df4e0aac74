using System.Collections.Concurrent;
using IncidentBot.Core.Paging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Tests.Paging;

/// <summary>Every page that went out to an inbox, whether or not the inbox had it already.</summary>
internal sealed class SentPages
{
    public ConcurrentQueue<string> Contacts { get; } = new();

    /// <summary>The attempts that they belong to: two pages may call one contact, but each attempt goes out once.</summary>
    public ConcurrentQueue<Guid> Attempts { get; } = new();

    public void Install(IServiceCollection services) => services.AddScoped<WebPageChannel>().Replace(ServiceDescriptor.Scoped<IPageChannel>(scope => new Counted(scope.GetRequiredService<WebPageChannel>(), this)));

    private sealed class Counted(WebPageChannel web, SentPages sent) : IPageChannel
    {
        public string Method => web.Method;

        public Task<string> SendAsync(PageCall call, CancellationToken cancel)
        {
            sent.Contacts.Enqueue(call.Attempt.Contact);
            sent.Attempts.Enqueue(call.Attempt.Id.Value);
            return web.SendAsync(call, cancel);
        }
    }
}
