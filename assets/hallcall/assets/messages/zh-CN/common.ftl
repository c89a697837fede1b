# 各屏幕共用
done = 完成
seconds-left = { $seconds } 秒
language-name = 中文
place = { $floor }层 { $zone }区
people-waiting = 等候 { $count } 人
people-ahead = 前面还有 { $count } 人
minutes-range = { $low }–{ $high } 分钟
minutes-about = 约 { $low }–{ $high } 分钟
minutes-soon = 马上
minutes-resume = { $at } 起叫号
minutes-unknown = —，请看大屏
look-reason-identity = 核对身份
look-reason-phone = 打电话联系
look-reason-correction = 更正登记
look-reason-complaint = 投诉或争议
look-reason-request = 本人要求查看
look-reason-other = 其他
date-line = { $month }月{ $day }日 { $weekday ->
    [1] 星期一
    [2] 星期二
    [3] 星期三
    [4] 星期四
    [5] 星期五
    [6] 星期六
   *[7] 星期日
}
