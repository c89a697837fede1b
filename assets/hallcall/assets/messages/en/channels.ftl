# Whether calls arrive
cli-help-report-channels = Say by which channels the calls of a day arrived, and how soon
cli-help-notify-test = Send a test message by the way that all messages go
channels-option-phone = Number of a mobile phone
channels-test-sent = The message was handed over.
channels-head = { $day }: { $calls } calls, { $nobody } confirmed by no channel
channels-line = { $channel }: { $confirmed } confirmed, half within { $p50 } s, 95 % within { $p95 } s
channels-messages = Reports of messages: { $delivered } delivered, { $failed } failed
channel-wall = walls
channel-window = displays over counters
channel-sms = messages
channel-page = visitors' pages
channel-pager = pagers
channel-voice = loudspeakers
notice-test = [{ $hall }] This message only shows that messages arrive.
